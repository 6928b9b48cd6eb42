package io.docket.proof.site;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// A wall clock that can be set wrong, in the place of an instance's own (`spring.main.sources` names it).
@Configuration(proxyBeanMethods = false)
public class JumpingClock {
    private static final AtomicReference<Duration> OFF = new AtomicReference<>(Duration.ZERO);

    static void off(Duration off) {
        OFF.set(off);
    }

    @Bean
    @Primary
    InstantSource jumpingTime() {
        return () -> Instant.now().plus(OFF.get());
    }
}
