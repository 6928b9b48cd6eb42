package io.docket.processor.rebuild;

import java.util.List;

/// What a fold of the whole log has found.
///
/// @param differences how many aggregates' rows are not what their events come to
/// @param broken how many of them have events that cannot be folded to their end
/// @param archived how many aggregates' older events are archived and were not at hand: their rows are not compared
/// @param examples the first hundred of them
public record FoldReport(
        long events,
        long aggregates,
        long differences,
        long broken,
        long archived,
        List<Difference> examples,
        List<PartitionSum> partitions) {}
