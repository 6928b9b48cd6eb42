package io.docket.processor.rebuild;

import io.docket.domain.AggregateType;

/// The rows of one command partition as folded from the log and as they are live, at one instant.
public record PartitionSum(
        AggregateType type, int partition, long foldedRows, long foldedSum, long liveRows, long liveSum) {

    public boolean isEqual() {
        return foldedRows == liveRows && foldedSum == liveSum;
    }
}
