package io.docket.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSourceTest {

    @Test
    void lines_end_with_and_without_a_carriage_return_and_the_last_one_with_the_file() throws IOException {
        List<LineSource.Line> lines = read("one\r\ntwo\n\nfour".getBytes(StandardCharsets.UTF_8));

        assertThat(lines).extracting(LineSource.Line::text).containsExactly("one", "two", "", "four");
        assertThat(lines).extracting(LineSource.Line::number).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_line() throws IOException {
        assertThat(read("\uFEFF{}\n".getBytes(StandardCharsets.UTF_8)))
                .extracting(LineSource.Line::text)
                .containsExactly("{}");
    }

    @Test
    void a_line_that_is_no_utf_8_spoils_no_other() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write("before\n".getBytes(StandardCharsets.UTF_8));
        file.write(new byte[] {(byte) 0xC3, (byte) 0x28, '\n'});
        file.write("after\n".getBytes(StandardCharsets.UTF_8));

        List<LineSource.Line> lines = read(file.toByteArray());

        assertThat(lines).extracting(LineSource.Line::text).containsExactly("before", null, "after");
        assertThat(lines.get(1).problem()).contains("UTF-8");
    }

    @Test
    void a_line_without_end_takes_no_more_memory_than_the_longest_one() throws IOException {
        String tooLong = "x".repeat(LineSource.LINE_BYTES_MAX + 1);

        List<LineSource.Line> lines = read((tooLong + "\nnext\n").getBytes(StandardCharsets.UTF_8));

        assertThat(lines).extracting(LineSource.Line::text).containsExactly(null, "next");
        assertThat(lines.getFirst().problem()).contains(Integer.toString(LineSource.LINE_BYTES_MAX));
    }

    private static List<LineSource.Line> read(byte[] file) throws IOException {
        List<LineSource.Line> lines = new ArrayList<>();
        try (LineSource source = new LineSource(new ByteArrayInputStream(file))) {
            for (var line = source.next(); line != null; line = source.next()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
