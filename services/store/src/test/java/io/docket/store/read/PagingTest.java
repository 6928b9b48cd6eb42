package io.docket.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Supervision;
import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.fixture.Rows;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagingTest {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00.000001Z");

    private final DocketTestDatabase database = DocketTestDatabase.shared();
    private final Rows rows = new Rows(database);
    private final SupervisionReads supervisions =
            new SupervisionReads(database.app().jdbi());

    @BeforeEach
    void empty() {
        database.clear();
    }

    @Test
    void pages_follow_each_other_without_gap_or_repeat_also_within_one_instant() {
        for (int i = 0; i < 25; i++) {
            // Five of each instant.
            rows.supervision("O-%02d/1".formatted(i), "opened_at", START.plusSeconds(i / 5));
        }

        List<String> read = all(cursor -> supervisions.list(SupervisionFilter.ALL, cursor, 3));

        assertThat(read).hasSize(25).doesNotHaveDuplicates();
        assertThat(read.getFirst()).isEqualTo("O-24/1");
        assertThat(read.getLast()).isEqualTo("O-00/1");
    }

    @Test
    void what_is_opened_meanwhile_neither_shifts_nor_repeats_the_pages_to_come() {
        for (int i = 0; i < 6; i++) {
            rows.supervision("O-" + i + "/1", "opened_at", START.plusSeconds(i));
        }
        Page<Supervision> first = supervisions.list(SupervisionFilter.ALL, null, 3);

        rows.supervision("O-9/1", "opened_at", START.plusSeconds(9));
        Page<Supervision> second = supervisions.list(SupervisionFilter.ALL, first.nextCursor(), 3);

        assertThat(ids(first)).containsExactly("O-5/1", "O-4/1", "O-3/1");
        assertThat(ids(second)).containsExactly("O-2/1", "O-1/1", "O-0/1");
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void a_page_that_holds_exactly_the_rest_is_the_last() {
        rows.supervision("O-1/1");
        rows.supervision("O-2/1");

        Page<Supervision> page = supervisions.list(SupervisionFilter.ALL, null, 2);

        assertThat(page.items()).hasSize(2);
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void every_filter_narrows() {
        rows.supervision("O-1/1", "opened_at", START);
        rows.supervision(
                "O-2/1",
                "opened_at",
                START.plusSeconds(1),
                "seller_id",
                "S-2",
                "buyer_id",
                "B-2",
                "product_id",
                "P-2",
                "goods_type",
                "SAAS",
                "node",
                "AWAITING_DELIVERY",
                "refund_state",
                "REJECTED",
                "code_state",
                "ISSUED");
        rows.supervision("O-20/1", "opened_at", START.plusSeconds(2));

        assertThat(found(SupervisionFilter.ofSeller("S-2"))).containsExactly("O-2/1");
        assertThat(found(SupervisionFilter.ofBuyer("B-2"))).containsExactly("O-2/1");
        assertThat(found(filter(Node.AWAITING_DELIVERY, null, null, null, null)))
                .containsExactly("O-2/1");
        assertThat(found(filter(null, RefundState.REJECTED, null, null, null))).containsExactly("O-2/1");
        assertThat(found(filter(null, null, CodeState.ISSUED, null, null))).containsExactly("O-2/1");
        assertThat(found(filter(null, null, null, GoodsType.SAAS, null))).containsExactly("O-2/1");
        assertThat(found(filter(null, null, null, null, "P-2"))).containsExactly("O-2/1");
        assertThat(found(new SupervisionFilter(null, null, null, null, null, null, null, "O-2", null, null)))
                .containsExactly("O-2/1");
        assertThat(found(new SupervisionFilter(
                        null, null, null, null, null, null, null, null, START.plusSeconds(1), START.plusSeconds(2))))
                .containsExactly("O-2/1");
    }

    @Test
    void an_altered_or_foreign_cursor_is_refused() {
        rows.supervision("O-1/1");
        rows.supervision("O-2/1");
        String cursor = Objects.requireNonNull(
                supervisions.list(SupervisionFilter.ALL, null, 1).nextCursor());
        String altered = (cursor.charAt(0) == 'A' ? "B" : "A") + cursor.substring(1);
        String foreign = new Cursor('t', 0, 0, "T-1").text();
        String outOfTime = new Cursor('s', 0, Long.MAX_VALUE, "O-1/1").text();
        String withNul = new Cursor('s', 0, 0, "O-1\0/1").text();
        String words = Base64.getUrlEncoder().encodeToString("page two, please".getBytes(StandardCharsets.UTF_8));

        for (String refused : List.of(
                altered,
                cursor + "AAAA",
                cursor.substring(4),
                "",
                "%",
                "x".repeat(2_000),
                foreign,
                outOfTime,
                withNul,
                words)) {
            assertThatThrownBy(() -> supervisions.list(SupervisionFilter.ALL, refused, 1))
                    .as(refused)
                    .isInstanceOf(InvalidCursorException.class);
        }
    }

    @Test
    void a_page_has_a_maximum() {
        assertThatThrownBy(() -> supervisions.list(SupervisionFilter.ALL, null, Page.LIMIT_MAX + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> supervisions.list(SupervisionFilter.ALL, null, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SupervisionFilter filter(
            @Nullable Node node,
            @Nullable RefundState refund,
            @Nullable CodeState code,
            @Nullable GoodsType goods,
            @Nullable String product) {
        return new SupervisionFilter(null, null, node, refund, code, goods, product, null, null, null);
    }

    private List<String> found(SupervisionFilter filter) {
        return ids(supervisions.list(filter, null, Page.LIMIT_MAX));
    }

    private static List<String> all(Function<@Nullable String, Page<Supervision>> pages) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<Supervision> page = pages.apply(cursor);
            ids.addAll(ids(page));
            cursor = page.nextCursor();
        } while (cursor != null);
        return ids;
    }

    private static List<String> ids(Page<Supervision> page) {
        return page.items().stream().map(Supervision::id).toList();
    }
}
