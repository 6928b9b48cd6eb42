package io.docket.app;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// A command of Docket's in this JVM, and what it printed. Test classes that run beside others must not use it: the
/// streams are the whole JVM's.
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(String... arguments) {
        return of(_ -> {}, arguments);
    }

    /// @param told each line that it prints, before it goes on
    static CommandRun of(Consumer<String> told, String... arguments) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(new Lines(out, told), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int exitCode = Docket.run(arguments);
            System.out.flush();
            return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }

    private static final class Lines extends OutputStream {
        private final ByteArrayOutputStream all;
        private final Consumer<String> told;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(ByteArrayOutputStream all, Consumer<String> told) {
            this.all = all;
            this.told = told;
        }

        @Override
        public void write(int b) {
            all.write(b);
            if (b != '\n') {
                line.write(b);
                return;
            }
            String whole = line.toString(StandardCharsets.UTF_8);
            line.reset();
            told.accept(whole);
        }
    }
}
