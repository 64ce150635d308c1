import Testing

@Suite struct SourceTextTests {
    @Test func `comments and strings are no code`() {
        let text = SourceText(
            ##"""
            let a = "try! b" // as! c
            /* Task { /* nested */ @unchecked */ let d = #"sleep("1")"# + e
            """##
        )
        #expect(text.code.contains("let a = "))
        #expect(text.code.contains("let d = "))
        #expect(text.code.contains("+ e"))
        for word in ["try!", "as!", "Task", "@unchecked", "sleep", "nested"] {
            #expect(!text.code.contains(word), "\(word)")
        }
    }

    @Test func `an interpolation is code, also within a string within it`() {
        let text = SourceText(##"let a = "one \(b! + "two \(c as! D) three") four"; let e = #"\(f!) \#(g!)"#"##)
        for part in ["b!", "c as! D", "g!"] { #expect(text.code.contains(part), "\(part)") }
        for part in ["one", "two", "three", "four", "f!"] { #expect(!text.code.contains(part), "\(part)") }
    }

    @Test func `a string of many lines ends where it ends`() {
        let text = SourceText("let a = \"\"\"\n  say \"hello\" \\\"\"\" still inside\n  \"\"\"\nlet b = c!\n")
        #expect(!text.code.contains("hello"))
        #expect(!text.code.contains("still"))
        #expect(text.code.contains("let b = c!"))
    }

    @Test func `an escaped quote does not end a string`() {
        let text = SourceText(#"let a = "x \" try! \\"; let b = 1"#)
        #expect(!text.code.contains("try!"))
        #expect(text.code.contains("let b = 1"))
    }

    @Test func `comments are kept apart, and lines stay where they were`() {
        let source = "let a = 1\n// first\n/* second\nthird */\nlet b = \"// not one\"\n"
        let text = SourceText(source)
        #expect(text.comments.split(separator: "\n", omittingEmptySubsequences: false).count == 6)
        #expect(text.code.utf8.count == source.utf8.count)
        for word in ["first", "second", "third"] { #expect(text.comments.contains(word)) }
        #expect(!text.comments.contains("not one"))
        #expect(!text.comments.contains("let"))
    }

    @Test func `a name in backticks may say anything`() {
        let text = SourceText("func `a task must not sleep( or try!`() {}\n")
        #expect(!text.code.contains("try!"))
        #expect(text.code.contains("() {}"))
    }
}
