package io.docket.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DerivedIdsTest {

    @Test
    void the_same_person_with_the_same_key_is_the_same_command() {
        assertThat(DerivedIds.command("buyer:B-1", "k"))
                .isEqualTo(DerivedIds.command("buyer:B-1", "k"))
                .matches("[A-Z2-7]{26}");
    }

    @Test
    void another_person_or_key_is_another_command() {
        assertThat(DerivedIds.command("buyer:B-1", "k"))
                .isNotEqualTo(DerivedIds.command("buyer:B-2", "k"))
                .isNotEqualTo(DerivedIds.command("buyer:B-1", "l"))
                .isNotEqualTo(DerivedIds.command("buyer:B-", "1k"));
    }

    @Test
    void a_ticket_is_told_apart_by_its_seller_too() {
        assertThat(DerivedIds.ticket("S-1", "buyer:B-1", "k"))
                .matches("T-[A-Z2-7]{26}")
                .isNotEqualTo(DerivedIds.ticket("S-2", "buyer:B-1", "k"));
    }
}
