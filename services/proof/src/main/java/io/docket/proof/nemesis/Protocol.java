package io.docket.proof.nemesis;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;

/// How the members of the processors' group share the partitions.
public enum Protocol {
    EAGER("eager", Fault.STORM_EAGER),
    COOPERATIVE("cooperative", Fault.STORM_COOPERATIVE),
    CONSUMER("consumer", Fault.STORM_CONSUMER);

    private final String property;
    private final Fault storm;

    Protocol(String property, Fault storm) {
        this.property = property;
        this.storm = storm;
    }

    /// `docket.processor.rebalance`
    public String property() {
        return property;
    }

    Fault storm() {
        return storm;
    }

    /// What a consumer must be told to join such a group.
    Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        switch (this) {
            case EAGER -> config.put("partition.assignment.strategy", RangeAssignor.class.getName());
            case COOPERATIVE -> config.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
            case CONSUMER -> config.put("group.protocol", "consumer");
        }
        return config;
    }
}
