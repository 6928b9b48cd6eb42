package io.docket.store.vault;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.domain.SealedCode;
import io.docket.fuzz.Law;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A sealed code opens for its supervision only; rubbish opens for nobody, and says so.
public class CodeKeysFuzzTest {
    private static final CodeKeys KEYS = keys();

    public static Stream<byte[]> seeds() {
        return Stream.of(
                "PL-1234".getBytes(StandardCharsets.UTF_8),
                KEYS.seal("S-1", "SC-1/1", "PL-1234").sealed().getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void rubbish_opens_for_nobody(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        refused(() -> KEYS.reveal("S-1", "SC-1/2", text));
        refused(() -> KEYS.openDeadLetter(input, "sc.1:3:1234"));
        if (!text.isEmpty()) {
            SealedCode sealed = KEYS.seal("S-1", "SC-1/1", text);
            Law.same(text, KEYS.reveal("S-1", "SC-1/1", sealed.sealed()), "a code comes back as it was");
            Law.holds(text.length() < 12 || !sealed.masked().contains(text), "a masked code is not the code");
            refused(() -> KEYS.reveal("S-1", "SC-1/2", sealed.sealed()));
        }
    }

    private static void refused(Runnable opening) {
        try {
            opening.run();
        } catch (VaultException e) {
            return;
        }
        throw new AssertionError("Broken: what was sealed for another, or never, does not open");
    }

    private static CodeKeys keys() {
        try {
            Path directory = Files.createTempDirectory("docket-fuzz-keys");
            return CodeKeys.open(directory, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
