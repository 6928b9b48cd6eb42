package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The formatter parses with the JDK it runs on, and Maven may run on 17: so this is a test and no plugin.
class FormatTest {

    @Test
    void every_java_file_is_as_the_formatter_writes_it() throws IOException, FormatterException {
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .build());
        List<String> unformatted = new ArrayList<>();

        for (Path file : Repository.javaFiles()) {
            String source = Files.readString(file);
            if (!formatted(formatter, source).equals(source)) {
                unformatted.add(Repository.ROOT.relativize(file).toString());
            }
        }

        assertThat(unformatted)
                .as("format them with `mvn spotless:apply`, Maven itself on JDK 25")
                .isEmpty();
    }

    /// The steps of the formatter's plugin; the formatter's own shortcut would also split long strings.
    private static String formatted(Formatter formatter, String source) throws FormatterException {
        String imports = ImportOrderer.reorderImports(
                RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.PALANTIR);
        return formatter.formatSource(imports);
    }
}
