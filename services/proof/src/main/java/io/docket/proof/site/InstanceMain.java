package io.docket.proof.site;

import io.docket.app.Docket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Docket's own `main`, which also ends when its standard input does: nobody is there any more then. A line
/// `clock PT45M` there sets its wall clock wrong by so much.
public final class InstanceMain {
    static final String CLOCK = "clock ";

    private InstanceMain() {}

    public static void main(String[] args) {
        Thread.ofPlatform().daemon().name("proof-leash").start(InstanceMain::listen);
        Docket.main(args);
    }

    private static void listen() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.err.println("Told: " + line);
                if (line.startsWith(CLOCK)) {
                    JumpingClock.off(Duration.parse(line.substring(CLOCK.length())));
                }
            }
        } catch (IOException e) {
            System.err.println("The standard input broke: " + e);
        }
        Runtime.getRuntime().halt(1);
    }
}
