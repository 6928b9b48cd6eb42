package io.docket.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.app.feed.CommandLineFuzzTest;
import io.docket.contracts.CanonicalFormFuzzTest;
import io.docket.contracts.CommandDecoderFuzzTest;
import io.docket.contracts.EventDataFuzzTest;
import io.docket.contracts.RecordFrameFuzzTest;
import io.docket.contracts.ScalarsFuzzTest;
import io.docket.gateway.attachment.FileTypesFuzzTest;
import io.docket.gateway.command.CommandBodyFuzzTest;
import io.docket.gateway.position.PositionsFuzzTest;
import io.docket.gateway.stream.StreamPositionFuzzTest;
import io.docket.reporting.ReportCursorFuzzTest;
import io.docket.store.batch.CalendarTextFuzzTest;
import io.docket.store.batch.DeadlineTextFuzzTest;
import io.docket.store.read.CursorFuzzTest;
import io.docket.store.vault.CodeKeysFuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Every decoder in one process, chosen by the first byte, because a process fuzzes one test only: the short run of
/// `mvn verify`. For hours, fuzz them one by one (`mvn -Pfuzz`).
public class EveryDecoderFuzzTest {

    /// @param check throws what breaks a law
    private record Decoder(Consumer<byte[]> check, Supplier<Stream<byte[]>> seeds) {}

    private static final List<Decoder> DECODERS = List.of(
            new Decoder(CommandDecoderFuzzTest::check, CommandDecoderFuzzTest::seeds),
            new Decoder(CanonicalFormFuzzTest::check, CanonicalFormFuzzTest::seeds),
            new Decoder(ScalarsFuzzTest::check, ScalarsFuzzTest::seeds),
            new Decoder(EventDataFuzzTest::check, EventDataFuzzTest::seeds),
            new Decoder(RecordFrameFuzzTest::check, RecordFrameFuzzTest::seeds),
            new Decoder(DeadlineTextFuzzTest::check, DeadlineTextFuzzTest::seeds),
            new Decoder(CalendarTextFuzzTest::check, CalendarTextFuzzTest::seeds),
            new Decoder(CursorFuzzTest::check, CursorFuzzTest::seeds),
            new Decoder(CodeKeysFuzzTest::check, CodeKeysFuzzTest::seeds),
            new Decoder(ReportCursorFuzzTest::check, ReportCursorFuzzTest::seeds),
            new Decoder(PositionsFuzzTest::check, PositionsFuzzTest::seeds),
            new Decoder(FileTypesFuzzTest::check, FileTypesFuzzTest::seeds),
            new Decoder(CommandBodyFuzzTest::check, CommandBodyFuzzTest::seeds),
            new Decoder(CommandLineFuzzTest::check, CommandLineFuzzTest::seeds),
            new Decoder(StreamPositionFuzzTest::check, StreamPositionFuzzTest::seeds));

    static Stream<byte[]> seeds() {
        return IntStream.range(0, DECODERS.size())
                .boxed()
                .flatMap(number -> DECODERS.get(number).seeds().get().map(seed -> chosen(number, seed)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void every_decoder_keeps_its_laws(byte[] input) {
        if (input.length > 0) {
            Decoder decoder = DECODERS.get(Math.floorMod(input[0], DECODERS.size()));
            decoder.check().accept(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    private static byte[] chosen(int number, byte[] seed) {
        byte[] chosen = new byte[seed.length + 1];
        chosen[0] = (byte) number;
        System.arraycopy(seed, 0, chosen, 1, seed.length);
        return chosen;
    }
}
