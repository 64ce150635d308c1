<?php
// What MultiSafepay's notifications are sent to: each goes to the daemon as it came, and OK goes back once it is recorded.
$params = ['query' => $_SERVER['QUERY_STRING'] ?? '', 'body' => file_get_contents('php://input'),
    'auth' => $_SERVER['HTTP_AUTH'] ?? ''] + array_filter(['site' => getenv('PAYLINK_SITE')]);
$call = ['jsonrpc' => '2.0', 'id' => 1, 'method' => 'handleNotification', 'params' => $params];
$socket = stream_socket_client('unix://' . (getenv('PAYLINK_SOCKET') ?: '/run/paylinkd.sock'), $code, $error, 2);
stream_set_timeout($socket, 9);
fwrite($socket, json_encode($call, JSON_THROW_ON_ERROR) . "\n");
$answer = json_decode(fgets($socket) ?: '{}', true);
http_response_code(isset($answer['result']) ? 200 : 503);
echo $answer['result']['acknowledge'] ?? 'NG';
