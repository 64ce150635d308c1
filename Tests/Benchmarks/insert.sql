\set number random(1, 9000000000000000)
INSERT INTO links VALUES (:number || '-' || :client_id, :record);
