package io.docket.store.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.domain.SealedCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CodeKeysTest {

    private static final String CLEAR = "PL1234567890ABCD7F3A";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "PLABCDEF7F3A, PL••••••7F3A",
        "PLABCDEFGHIJKLMNOPQ7F3A, PL••••••7F3A",
        "PLABCDE7F3A, PL••••••",
        "ABCDEF, AB••••••",
        "ABCDE, ••••••",
        "A, ••••••",
        "授权码1234567890, 授权••••••7890"
    })
    void a_mask_shows_no_more_than_it_may(String clear, String masked) {
        assertThat(CodeMask.of(clear)).isEqualTo(masked);
    }

    @Test
    void a_sealed_code_opens_for_its_seller_and_supervision_only() {
        CodeKeys keys = CodeKeys.open(directory, true);

        SealedCode sealed = keys.seal("S-1", "O-1/1", CLEAR);

        assertThat(keys.reveal("S-1", "O-1/1", sealed.sealed())).isEqualTo(CLEAR);
        assertThatThrownBy(() -> keys.reveal("S-2", "O-1/1", sealed.sealed())).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> keys.reveal("S-1", "O-1/2", sealed.sealed())).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> keys.reveal("S-1", "O-1/1", "no base64!")).isInstanceOf(VaultException.class);
    }

    @Test
    void nothing_of_a_sealed_code_shows_it() {
        SealedCode sealed = CodeKeys.open(directory, true).seal("S-1", "O-1/1", CLEAR);

        String bytes = new String(Base64.getDecoder().decode(sealed.sealed()), StandardCharsets.ISO_8859_1);

        assertThat(bytes).doesNotContain("1234567890");
        assertThat(sealed.toString()).doesNotContain("1234567890").contains("PL••••••7F3A");
    }

    @Test
    void two_sealings_differ_while_their_hash_is_the_same() {
        CodeKeys keys = CodeKeys.open(directory, true);

        SealedCode one = keys.seal("S-1", "O-1/1", CLEAR);
        SealedCode other = keys.seal("S-1", "O-1/1", CLEAR);

        assertThat(one.sealed()).isNotEqualTo(other.sealed());
        assertThat(one.hash()).isEqualTo(other.hash());
    }

    @Test
    void equal_codes_of_two_sellers_have_different_hashes() {
        CodeKeys keys = CodeKeys.open(directory, true);

        assertThat(keys.seal("S-1", "O-1/1", CLEAR).hash())
                .isNotEqualTo(keys.seal("S-2", "O-1/1", CLEAR).hash());
    }

    @Test
    void a_drawn_code_is_the_same_each_time_also_after_a_restart() {
        SealedCode first = CodeKeys.open(directory, true).generate("S-1", "O-1/1");
        CodeKeys restarted = CodeKeys.open(directory, false);
        SealedCode again = restarted.generate("S-1", "O-1/1");

        String clear = restarted.reveal("S-1", "O-1/1", first.sealed());

        assertThat(clear).matches("PL[0-9A-HJKMNP-TV-Z]{30}");
        assertThat(restarted.reveal("S-1", "O-1/1", again.sealed())).isEqualTo(clear);
        assertThat(again.hash()).isEqualTo(first.hash());
        assertThat(restarted.generate("S-1", "O-1/2").hash()).isNotEqualTo(first.hash());
        assertThat(restarted.generate("S-2", "O-1/1").masked()).isNotEqualTo(first.masked());
    }

    @Test
    void a_rotated_sealing_key_still_opens_what_the_old_one_sealed() {
        SealedCode old = CodeKeys.open(directory, true).seal("S-1", "O-1/1", CLEAR);

        CodeKeys.rotate(directory, KeyPurpose.SEALING);
        CodeKeys rotated = CodeKeys.open(directory, false);
        SealedCode fresh = rotated.seal("S-1", "O-1/1", CLEAR);

        assertThat(rotated.reveal("S-1", "O-1/1", old.sealed())).isEqualTo(CLEAR);
        assertThat(fresh.keyId()).isNotEqualTo(old.keyId());
        assertThat(fresh.hash()).isEqualTo(old.hash());
    }

    @Test
    void a_code_is_found_under_every_live_look_up_key() {
        SealedCode old = CodeKeys.open(directory, true).seal("S-1", "O-1/1", CLEAR);

        CodeKeys.rotate(directory, KeyPurpose.LOOK_UP);
        CodeKeys rotated = CodeKeys.open(directory, false);
        SealedCode fresh = rotated.seal("S-1", "O-1/1", CLEAR);

        assertThat(fresh.hash()).isNotEqualTo(old.hash());
        assertThat(rotated.lookupHashes("S-1", CLEAR)).containsExactly(fresh.hash(), old.hash());
    }

    @Test
    void the_same_code_is_the_same_under_another_look_up_key() {
        SealedCode stored = CodeKeys.open(directory, true).seal("S-1", "O-1/1", CLEAR);
        CodeKeys.rotate(directory, KeyPurpose.LOOK_UP);
        CodeKeys rotated = CodeKeys.open(directory, false);

        SealedCode same = rotated.seal("S-1", "O-1/1", CLEAR);
        SealedCode other = rotated.seal("S-1", "O-1/1", CLEAR + "X");
        SealedCode otherUnderSameKey = rotated.seal("S-1", "O-1/1", CLEAR + "Y");

        assertThat(rotated.sameCode("S-1", "O-1/1", same, stored.hash())).isTrue();
        assertThat(rotated.sameCode("S-1", "O-1/1", other, stored.hash())).isFalse();
        assertThat(rotated.sameCode("S-1", "O-1/1", same, same.hash())).isTrue();
        assertThat(rotated.sameCode("S-1", "O-1/1", otherUnderSameKey, same.hash()))
                .isFalse();
    }

    @Test
    void a_dead_letter_opens_at_its_own_coordinates_only() {
        CodeKeys keys = CodeKeys.open(directory, true);
        byte[] value = {0, 1, 2, (byte) 0xFF};

        byte[] sealed = keys.sealDeadLetter(value, "sc.1:3:1234");

        assertThat(keys.openDeadLetter(sealed, "sc.1:3:1234")).isEqualTo(value);
        assertThatThrownBy(() -> keys.openDeadLetter(sealed, "sc.1:3:1235")).isInstanceOf(VaultException.class);
    }

    @Test
    void missing_keys_are_an_error_with_the_remedy_unless_they_may_be_made() {
        assertThatThrownBy(() -> CodeKeys.open(directory, false))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("Restore");
    }

    @ParameterizedTest
    @EnumSource(KeyPurpose.class)
    void a_lost_keyset_is_never_replaced_by_a_new_one(KeyPurpose lost) throws IOException {
        CodeKeys.open(directory, true);
        Files.delete(directory.resolve("keysets").resolve(lost.fileName()));

        assertThatThrownBy(() -> CodeKeys.open(directory, true))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining(lost.fileName())
                .hasMessageContaining("Restore");
    }

    @Test
    void a_damaged_keyset_is_an_error_with_the_remedy() throws IOException {
        CodeKeys.open(directory, true);
        Files.writeString(directory.resolve("keysets/sealing.json"), "{}");

        assertThatThrownBy(() -> CodeKeys.open(directory, true))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void keys_are_readable_by_their_owner_only() throws IOException {
        CodeKeys.open(directory, true);
        CodeKeys.rotate(directory, KeyPurpose.SEALING);

        try (Stream<Path> files = Files.list(directory.resolve("keysets"))) {
            assertThat(files.toList())
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        Path sealing = directory.resolve("keysets/sealing.json");
        Files.setPosixFilePermissions(sealing, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> CodeKeys.open(directory, false))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void those_who_start_at_once_get_the_same_keys() throws Exception {
        int starters = 8;
        List<Callable<String>> starts = Stream.<Callable<String>>generate(() -> () ->
                        CodeKeys.open(directory, true).generate("S-1", "O-1/1").hash())
                .limit(starters)
                .toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(starters)) {
            List<Future<String>> hashes = threads.invokeAll(starts);

            assertThat(hashes)
                    .extracting(Future::get)
                    .containsOnly(hashes.getFirst().get());
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(directory.resolve("keysets"));
        }
    }
}
