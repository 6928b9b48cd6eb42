package io.docket.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

    @Test
    void positions_are_written_as_they_are_read() {
        Positions positions = Positions.parse("sc.1:3:1234, tc.1:7:99,slc.2:0:0");

        assertThat(positions.coordinates())
                .containsExactly(
                        new Coordinates(AggregateType.SUPERVISION, 1, 3, 1234),
                        new Coordinates(AggregateType.TICKET, 1, 7, 99),
                        new Coordinates(AggregateType.PRODUCT, 2, 0, 0));
        assertThat(positions).hasToString("sc.1:3:1234,tc.1:7:99,slc.2:0:0");
    }

    @Test
    void of_two_in_one_partition_the_further_one_counts() {
        Positions positions = Positions.parse("sc.1:3:7,sc.1:3:9,sc.1:3:8,sc.1:4:1");

        assertThat(positions).hasToString("sc.1:3:9,sc.1:4:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "sc", "sc.1:3", "xx.1:3:4", "sc.1:3:-4", "sc.1:3:99999999999999999999", "sc.1:3:4;"})
    void what_is_no_position_is_refused(String header) {
        assertThatThrownBy(() -> Positions.parse(header))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected");
    }

    @Test
    void there_are_at_most_as_many_as_the_limit_says() {
        String most = "sc.1:0:1,".repeat(Positions.ENTRIES_MAX - 1) + "sc.1:0:1";

        assertThat(Positions.parse(most).coordinates()).hasSize(1);
        assertThatThrownBy(() -> Positions.parse(most + ",sc.1:0:1")).hasMessageContaining("96");
    }
}
