package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Coordinates;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A broker drops a group that is empty for long enough, as when no processor reaches it for eleven minutes. Under the
/// protocol `consumer` its members never come back by themselves.
@OwnSite
class GoneGroupTest {

    @ParameterizedTest
    @EnumSource(RebalanceProtocol.class)
    void commands_are_decided_though_the_group_was_dropped(RebalanceProtocol protocol) {
        try (Site site = Site.start();
                RunningProcessor running = site.processor(options -> options.withRebalance(protocol))) {
            site.produce(Order.next().untilReceipt());
            site.awaitDecided();

            Await.until(
                    "the group is dropped",
                    () -> isDropped(site, running.options().groupId()));
            // What they have in their hands they go on deciding until they hear of it.
            Await.until(
                    "its members are back",
                    () -> hasMembers(site, running.options().groupId()));
            List<Coordinates> commands = site.produce(Order.next().untilReceipt());
            site.awaitDecided();
            site.awaitPublished();

            new Outcomes(site).assertOneForEach(commands);
            Await.until("all consumers are at work", running.processor()::isRunning);
            assertThat(running.processor().haltedTopics()).isZero();
        }
    }

    private static boolean hasMembers(Site site, String group) throws InterruptedException, ExecutionException {
        try {
            ConsumerGroupDescription found = site.admin()
                    .describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group);
            return found != null
                    && found.groupState() == GroupState.STABLE
                    && !found.members().isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    /// Between its members' being dismissed and their coming back.
    private static boolean isDropped(Site site, String group) throws InterruptedException {
        try {
            site.admin()
                    .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
            site.admin().deleteConsumerGroups(List.of(group)).all().get();
            return true;
        } catch (ExecutionException e) {
            return e.getCause() instanceof GroupIdNotFoundException;
        }
    }
}
