package io.docket.store.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.SealedCode;
import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.fixture.Rows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultReadsTest {

    private final DocketTestDatabase database = DocketTestDatabase.shared();
    private final VaultReads vault = new VaultReads(database.app().jdbi());

    @BeforeEach
    void empty() {
        database.clear();
    }

    @Test
    void a_code_is_found_by_supervision_and_by_any_hash_of_its_seller(@TempDir Path directory) {
        CodeKeys keys = CodeKeys.open(directory, true);
        SealedCode code = keys.seal("S-1", "O-1/1", "PL1234567890ABCD7F3A");
        new Rows(database)
                .row(
                        "vault",
                        "seller_id",
                        "S-1",
                        "supervision_id",
                        "O-1/1",
                        "code_hash",
                        code.hash(),
                        "code_masked",
                        code.masked(),
                        "code_sealed",
                        code.sealed(),
                        "key_id",
                        code.keyId(),
                        "issued_at",
                        "2026-11-02T08:00:00Z");

        assertThat(vault.find("O-1/1")).extracting(VaultEntry::code).isEqualTo(code);
        assertThat(vault.sealedOf("O-1/1")).isEqualTo(code.sealed());
        assertThat(vault.sealedOf("O-1/2")).isNull();
        assertThat(vault.findByHashes("S-1", List.of("another", code.hash()))).isEqualTo(vault.find("O-1/1"));
        assertThat(vault.findByHashes("S-2", List.of(code.hash()))).isNull();
    }
}
