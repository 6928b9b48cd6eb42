package io.docket.gateway.attachment;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.fuzz.Law;
import io.docket.gateway.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is uploaded under whatever name is of an allowed type or refused; nothing that a browser runs is allowed.
public class FileTypesFuzzTest {
    private static final FileTypes TYPES = new FileTypes();

    /// The name, the declared type, the content; an end of line between.
    public static Stream<byte[]> seeds() {
        return Stream.of(
                        "log.txt\ntext/plain\ndisk full",
                        "x.html\n\n<html><script>alert(1)</script>",
                        "x.svg\nimage/svg+xml\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                        "a.pdf\napplication/pdf\n%PDF-1.7",
                        "a.json\napplication/json; charset=utf-8\n{}",
                        "run.sh\ntext/plain\n#!/bin/sh\n",
                        "a.png\nimage/png\n\u0089PNG\r\n\u001a\n",
                        "\u0000\n;;;\nMZ")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_file_is_of_an_allowed_type_or_refused(byte[] input) throws IOException {
        check(input);
    }

    public static void check(byte[] input) {
        String[] lines = new String(input, StandardCharsets.ISO_8859_1).split("\n", 3);
        if (lines.length < 3) {
            return;
        }
        byte[] content = Arrays.copyOfRange(input, input.length - lines[2].length(), input.length);
        try {
            Path file = Files.createTempFile("docket-fuzz", "");
            try {
                Files.write(file, content);
                String type = TYPES.of(file, lines[0], lines[1].isEmpty() ? null : lines[1]);
                Law.holds(!type.contains("html") && !type.contains("script") && !type.contains("xml;"), "none is run");
                Law.same(type, TYPES.of(file, lines[0], null), "what a file is does not hang on what was said of it");
            } catch (Problem e) {
                Law.same(415, e.getStatusCode().value(), "a file that is not allowed is refused as one");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
