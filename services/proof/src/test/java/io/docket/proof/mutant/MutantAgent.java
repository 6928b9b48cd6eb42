package io.docket.proof.mutant;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/// Breaks one method while its class is loaded. A mutation that does not fit its method any more ends the JVM: it would
/// prove nothing.
public final class MutantAgent {
    private static final int NOT_MUTATED = 97;

    private MutantAgent() {}

    /// Called by the JVM before `main`.
    public static void premain(String mutantName, Instrumentation instrumentation) {
        Mutant mutant = Mutant.valueOf(mutantName);
        int found = TypePool.Default.ofSystemLoader()
                .describe(mutant.type())
                .resolve()
                .getDeclaredMethods()
                .filter(mutant.method())
                .size();
        if (found != 1) {
            throw new IllegalStateException("Expected one method for " + mutant + ", but there are " + found);
        }
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(new Loud())
                .type(type -> type.getName().equals(mutant.type()))
                .transform((builder, _, _, _, _) ->
                        builder.visit(Advice.to(mutant.advice()).on(mutant.method())))
                .installOn(instrumentation);
        System.err.println("MUTANT " + mutant);
    }

    /// The class itself is on the class path of whoever is started with it; the file only names it.
    static Path jar(Path directory) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", MutantAgent.class.getName());
        Path jar = directory.resolve("mutant-agent.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out, manifest)) {
            packed.finish();
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("The agent cannot be packed", e);
        }
    }

    private static final class Loud extends AgentBuilder.Listener.Adapter {
        @Override
        public void onError(
                String typeName,
                @Nullable ClassLoader classLoader,
                @Nullable JavaModule module,
                boolean loaded,
                Throwable throwable) {
            System.err.println("NOT MUTATED: " + typeName);
            throwable.printStackTrace();
            Runtime.getRuntime().halt(NOT_MUTATED);
        }
    }
}
