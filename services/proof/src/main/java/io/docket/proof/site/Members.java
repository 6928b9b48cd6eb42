package io.docket.proof.site;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The processors' consumer group, as an operator can act on it.
record Members(Admin admin) {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    /// Whether there are so many, and each has partitions.
    boolean areSettled(int members) throws ExecutionException, InterruptedException {
        ConsumerGroupDescription group =
                admin.describeConsumerGroups(List.of(Site.GROUP)).all().get().get(Site.GROUP);
        return group != null
                && group.groupState() == GroupState.STABLE
                && group.members().size() == members
                && group.members().stream()
                        .noneMatch(
                                member -> member.assignment().topicPartitions().isEmpty());
    }

    void dismissAll() {
        try {
            admin.removeMembersFromConsumerGroup(Site.GROUP, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                // Members that leave by themselves at this moment are an error to Kafka.
                LOG.warn("Not every member of the group was dismissed: {}", e.toString());
            }
        }
    }
}
