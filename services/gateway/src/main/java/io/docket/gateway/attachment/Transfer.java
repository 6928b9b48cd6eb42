package io.docket.gateway.attachment;

import io.docket.gateway.problem.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;

/// One file under way; there are only so many at once.
record Transfer(Semaphore transfers) implements AutoCloseable {
    static Transfer begin(Semaphore transfers, Duration retryAfter) {
        if (!transfers.tryAcquire()) {
            throw Problem.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "TOO_MANY_REQUESTS",
                    "Expected fewer attachments on their way at once, but there are too many",
                    retryAfter);
        }
        return new Transfer(transfers);
    }

    @Override
    public void close() {
        transfers.release();
    }
}
