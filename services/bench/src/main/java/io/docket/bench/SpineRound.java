package io.docket.bench;

/// What one round of the spine came to.
///
/// @param name its number, with `d` where deadlines of other orders were pending beside it, `licence` for that flow
/// only
/// @param publishedPerSecond commands a second until the events of all of them were published
/// @param batchMean commands in a batch
/// @param processorMicros CPU per command, like the two after it
record SpineRound(
        String name,
        int commands,
        double decidedPerSecond,
        double publishedPerSecond,
        long batches,
        double batchMean,
        double batchMax,
        double processorMicros,
        double postgresMicros,
        double brokerMicros) {
    @Override
    public String toString() {
        return "round %s: %,d commands, %,.0f decided and committed per second, %,.0f with their events published; %d batches, mean %.0f, largest %.0f; CPU per command: processor %.1f us, postgres %.1f us, broker %.1f us"
                .formatted(
                        name,
                        commands,
                        decidedPerSecond,
                        publishedPerSecond,
                        batches,
                        batchMean,
                        batchMax,
                        processorMicros,
                        postgresMicros,
                        brokerMicros);
    }
}
