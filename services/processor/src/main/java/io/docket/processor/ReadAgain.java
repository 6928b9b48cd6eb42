package io.docket.processor;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/// What fails around a batch. Its records are never given again as they are, for positions may have moved since: they
/// are polled again from where Postgres says.
final class ReadAgain implements CommonErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAgain.class);

    private final Runnable gone;

    /// @param gone is told of what a consumer may never come back from: a group that is not there any more, for one, is
    /// fatal to its members under the protocol `consumer`, who poll in vain from then on
    ReadAgain(Runnable gone) {
        this.gone = gone;
    }

    /// Positions are its own to set, in the next poll.
    @Override
    public boolean seeksAfterHandling() {
        return true;
    }

    @Override
    public void handleBatch(
            Exception thrown,
            ConsumerRecords<?, ?> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        later("A batch of " + records.count() + " failed", thrown, consumer);
    }

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        later("A poll failed", thrown, consumer);
        if (thrown instanceof ApiException && !(thrown instanceof RetriableException)) {
            gone.run();
        }
    }

    private static void later(String what, Exception thrown, Consumer<?, ?> consumer) {
        PositionedConsumer positioned = (PositionedConsumer) consumer;
        LOG.error(
                "{}; positions are read again in {} ms",
                what,
                positioned.backoff().nextMillis(),
                thrown);
        positioned.readAgain();
        positioned.backoff().await();
    }
}
