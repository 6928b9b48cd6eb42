package io.docket.store.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.DocketDatabase;
import io.docket.store.fixture.DocketTestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {

    /// Longer than any test: who passes within it has not waited for a look.
    private static final Duration NEVER = Duration.ofHours(1);

    private static final Duration LONG = Duration.ofSeconds(20);

    private final DocketTestDatabase database = DocketTestDatabase.shared();

    @BeforeEach
    void empty() {
        database.clear();
        layout(1, 24);
    }

    @Test
    void a_waiter_is_let_go_by_this_jvms_processor_once_all_his_positions_are_passed() throws Exception {
        try (ProgressBoard board = board(NEVER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Awaited> waiter = threads.submit(await(board, LONG, at(1, 3, 100), at(1, 4, 7)));
            until(() -> board.placesTaken() == 2);

            board.advanced(AggregateType.SUPERVISION, 1, 3, 101, Decided.Source.NONE);
            board.advanced(AggregateType.SUPERVISION, 1, 4, 7, Decided.Source.NONE);
            assertThat(waiter.isDone()).isFalse();
            board.advanced(AggregateType.SUPERVISION, 1, 4, 8, Decided.Source.NONE);

            assertThat(waiter.get()).isEqualTo(Awaited.PASSED);
            assertThat(board.waiting()).isZero();
        }
    }

    @Test
    void who_waits_for_one_command_is_told_what_this_jvm_has_decided_of_it() throws Exception {
        Decided decided = new Decided(List.of(), null);
        try (ProgressBoard board = board(NEVER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ProgressBoard.AwaitedOne> his = threads.submit(() -> board.await(at(1, 3, 100), LONG));
            Future<ProgressBoard.AwaitedOne> others = threads.submit(() -> board.await(at(1, 3, 99), LONG));
            until(() -> board.placesTaken() == 2);

            board.advanced(AggregateType.SUPERVISION, 1, 3, 101, at -> at.equals(at(1, 3, 100)) ? decided : null);

            assertThat(his.get()).isEqualTo(new ProgressBoard.AwaitedOne(Awaited.PASSED, decided));
            assertThat(others.get()).isEqualTo(new ProgressBoard.AwaitedOne(Awaited.PASSED, null));
        }
    }

    @Test
    void who_comes_after_it_was_decided_must_ask() throws Exception {
        try (ProgressBoard board = board(NEVER)) {
            board.advanced(AggregateType.SUPERVISION, 1, 3, 101, _ -> new Decided(List.of(), null));

            assertThat(board.await(at(1, 3, 100), Duration.ZERO))
                    .isEqualTo(new ProgressBoard.AwaitedOne(Awaited.PASSED, null));
        }
    }

    @Test
    void what_is_passed_already_is_not_waited_for() throws Exception {
        try (ProgressBoard board = board(NEVER)) {
            board.advanced(AggregateType.SUPERVISION, 1, 3, 101, Decided.Source.NONE);

            assertThat(board.await(List.of(at(1, 3, 100)), Duration.ZERO)).isEqualTo(Awaited.PASSED);
            assertThat(board.await(List.of(), Duration.ZERO)).isEqualTo(Awaited.PASSED);
            assertThat(board.await(List.of(at(1, 3, 101)), Duration.ofMillis(20)))
                    .isEqualTo(Awaited.TIMED_OUT);
        }
    }

    @Test
    void other_partitions_and_types_let_nobody_go() throws Exception {
        try (ProgressBoard board = board(NEVER)) {
            board.advanced(AggregateType.SUPERVISION, 1, 2, 1_000, Decided.Source.NONE);
            board.advanced(AggregateType.TICKET, 1, 3, 1_000, Decided.Source.NONE);

            assertThat(board.await(List.of(at(1, 3, 0)), Duration.ofMillis(50))).isEqualTo(Awaited.TIMED_OUT);
        }
    }

    @Test
    void another_jvm_hears_of_progress_by_notification() throws Exception {
        try (DocketDatabase otherJvm = DocketDatabase.open(database.appOptions(2));
                ProgressBoard processor = board(NEVER);
                ProgressBoard gateway = new ProgressBoard(otherJvm, NEVER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Awaited> waiter = threads.submit(await(gateway, LONG, at(1, 3, 100)));
            until(() -> listeners() == 1);

            progress(1, 3, 101);
            processor.advanced(AggregateType.SUPERVISION, 1, 3, 101, Decided.Source.NONE);
            processor.notifyOthers();

            assertThat(waiter.get()).isEqualTo(Awaited.PASSED);
        }
    }

    @Test
    void a_lost_notification_is_made_up_for_by_a_look() throws Exception {
        try (ProgressBoard gateway = board(Duration.ofMillis(100));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Awaited> waiter = threads.submit(await(gateway, LONG, at(1, 3, 100)));
            until(() -> gateway.placesTaken() == 1);

            progress(1, 3, 101);

            assertThat(waiter.get()).isEqualTo(Awaited.PASSED);
        }
    }

    @Test
    void what_was_told_while_nobody_waited_is_seen_by_the_next_who_waits() throws Exception {
        try (ProgressBoard gateway = board(NEVER)) {
            assertThat(gateway.await(List.of(at(1, 3, 100)), Duration.ofMillis(50)))
                    .isEqualTo(Awaited.TIMED_OUT);
            until(() -> listeners() == 1);

            progress(1, 3, 101);
            database.execute("NOTIFY docket_progress");

            assertThat(gateway.await(List.of(at(1, 3, 100)), LONG)).isEqualTo(Awaited.PASSED);
        }
    }

    @Test
    void broken_connections_are_made_anew_and_looked_through() throws Exception {
        try (ProgressBoard gateway = board(NEVER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Awaited> waiter = threads.submit(await(gateway, LONG, at(1, 3, 100)));
            until(() -> listeners() == 1);

            progress(1, 3, 101);
            int ended = database.app()
                    .jdbi()
                    .withHandle(handle ->
                            handle.createQuery("""
                            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'
                            """).mapTo(Integer.class).one());

            assertThat(ended).isEqualTo(1);
            assertThat(waiter.get()).isEqualTo(Awaited.PASSED);
        }
    }

    @Test
    void a_generation_that_is_not_the_topics_is_unknown_at_once() throws Exception {
        progress(1, 3, 50);
        try (ProgressBoard board = board(NEVER)) {
            assertThat(board.await(List.of(at(2, 3, 0)), LONG)).isEqualTo(Awaited.UNKNOWN_GENERATION);
            assertThat(board.await(List.of(at(0, 3, 0)), LONG)).isEqualTo(Awaited.UNKNOWN_GENERATION);
            assertThat(board.await(List.of(at(1, 99, 0)), LONG)).isEqualTo(Awaited.UNKNOWN_GENERATION);
            assertThat(board.await(List.of(at(1, -1, 0)), LONG)).isEqualTo(Awaited.UNKNOWN_GENERATION);
            assertThat(board.await(List.of(at(1, 1_000_000, 0)), LONG)).isEqualTo(Awaited.UNKNOWN_GENERATION);
        }
    }

    @Test
    void who_waits_for_a_generation_is_told_when_the_next_one_begins() throws Exception {
        progress(1, 3, 50);
        try (ProgressBoard board = board(NEVER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Awaited> waiter = threads.submit(await(board, LONG, at(1, 3, 100)));
            until(() -> board.placesTaken() == 1);

            board.advanced(AggregateType.SUPERVISION, 2, 3, 0, Decided.Source.NONE);

            assertThat(waiter.get()).isEqualTo(Awaited.UNKNOWN_GENERATION);
            assertThat(board.await(List.of(at(1, 3, 100)), LONG)).isEqualTo(Awaited.UNKNOWN_GENERATION);
        }
    }

    @Test
    void a_generation_just_adopted_is_waited_for_although_nothing_is_processed_in_it() throws Exception {
        progress(1, 3, 50);
        layout(2, 24);
        try (ProgressBoard board = board(NEVER);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Awaited> waiter = threads.submit(await(board, LONG, at(2, 3, 0)));
            until(() -> board.placesTaken() == 1);

            board.advanced(AggregateType.SUPERVISION, 2, 3, 1, Decided.Source.NONE);

            assertThat(waiter.get()).isEqualTo(Awaited.PASSED);
        }
    }

    @Test
    void thousands_wait_and_no_more_than_the_maximum() throws Exception {
        try (ProgressBoard board = board(Duration.ofMillis(100));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Awaited>> waiters = new ArrayList<>();
            for (int i = 0; i < ProgressBoard.WAITERS_MAX; i++) {
                waiters.add(threads.submit(await(board, Duration.ofMinutes(2), at(1, i % 24, i))));
            }
            until(() -> board.waiting() == ProgressBoard.WAITERS_MAX);

            assertThatThrownBy(() -> board.await(List.of(at(1, 0, 0)), LONG))
                    .isInstanceOf(RejectedExecutionException.class);
            for (int partition = 0; partition < 24; partition++) {
                board.advanced(AggregateType.SUPERVISION, 1, partition, ProgressBoard.WAITERS_MAX, Decided.Source.NONE);
            }

            assertThat(waiters).extracting(Future::get).containsOnly(Awaited.PASSED);
            assertThat(board.waiting()).isZero();
        }
    }

    private ProgressBoard board(Duration lookInterval) {
        return new ProgressBoard(database.app(), lookInterval);
    }

    private static Callable<Awaited> await(ProgressBoard board, Duration max, Coordinates... positions) {
        return () -> board.await(List.of(positions), max);
    }

    private static Coordinates at(int generation, int partition, long offset) {
        return new Coordinates(AggregateType.SUPERVISION, generation, partition, offset);
    }

    private void layout(int generation, int partitions) {
        database.execute("""
                INSERT INTO docket.topic_layout (topic, topic_id, generation, partitions)
                VALUES ('docket.supervision-commands.v1', 'id', %d, %d)
                ON CONFLICT (topic) DO UPDATE SET generation = excluded.generation
                """.formatted(generation, partitions));
    }

    private void progress(int generation, int partition, long nextOffset) {
        database.execute("""
                INSERT INTO docket.progress (aggregate_type, partition, generation, next_offset, updated_at)
                VALUES (1, %d, %d, %d, now())
                """.formatted(partition, generation, nextOffset));
    }

    private int listeners() {
        return database.app()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND state = 'idle'")
                        .mapTo(Integer.class)
                        .one());
    }

    private static void until(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within " + LONG).isLessThan(deadlineNs);
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
