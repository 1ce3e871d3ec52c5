package org.zonekeeper.cluster.clock;

import static net.bytebuddy.matcher.ElementMatchers.any;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.MemberSubstitution;

/**
 * A Java agent inside a child JVM: what Kafka's clients, Kafka Streams and the Agent Manager take
 * for the host's clock is as far ahead of it as {@link SettableClock} says. They all read it in one
 * class of Kafka's, whose calls of {@code System.currentTimeMillis()} are replaced as it is loaded.
 * {@code nanoTime} is left alone: nobody can set that on a real host either.
 *
 * <p>The same place is where a Streams thread can be made to die, of an exception in the middle of
 * whatever it does: all of them look at the clock all the time.
 */
public final class ClockAgent {
  /** The only place where Kafka's code and ours read the clock for other than logs. */
  private static final String CLOCK_OF_KAFKA = "org.apache.kafka.common.utils.SystemTime";

  /** What Kafka Streams has in the names of its threads that own tasks. */
  private static final String STREAM_THREAD = "-StreamThread-";

  private static final int OFFSET = 0;
  private static final int DEATHS = Long.BYTES;
  private static final int PAGE_BYTES = 2 * Long.BYTES;

  private static volatile MappedByteBuffer page;
  private static volatile long deaths;

  private ClockAgent() {}

  /**
   * Called by the JVM before its main class.
   *
   * @param file with the page of memory, see {@link SettableClock}
   */
  public static void premain(String file, Instrumentation instrumentation)
      throws IOException, NoSuchMethodException {
    page = map(Path.of(file), FileChannel.MapMode.READ_ONLY, StandardOpenOption.READ);
    deaths = deathsWanted(page);
    Method millis = ClockAgent.class.getMethod("millis");
    new AgentBuilder.Default()
        .with(AgentBuilder.TypeStrategy.Default.DECORATE)
        .with(AgentBuilder.InitializationStrategy.NoOp.INSTANCE)
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .type(named(CLOCK_OF_KAFKA))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    MemberSubstitution.strict()
                        .method(named("currentTimeMillis").and(isDeclaredBy(System.class)))
                        .replaceWith(millis)
                        .on(any())))
        .installOn(instrumentation);
  }

  /**
   * What the host's clock says; called by the code that is given another clock.
   *
   * @throws IllegalStateException if this is the Streams thread that is to die
   */
  public static long millis() {
    if (deathsWanted(page) != deaths && Thread.currentThread().getName().contains(STREAM_THREAD)) {
      die();
    }
    return System.currentTimeMillis() + page.getLong(OFFSET);
  }

  /** One thread for each death that is wanted. */
  private static synchronized void die() {
    if (deathsWanted(page) != deaths) {
      deaths++;
      throw new IllegalStateException("this thread dies because somebody wants it to");
    }
  }

  static long deathsWanted(MappedByteBuffer page) {
    return page.getLong(DEATHS);
  }

  static void wantAnotherDeath(MappedByteBuffer page) {
    page.putLong(DEATHS, deathsWanted(page) + 1);
  }

  static byte[] emptyPage() {
    return new byte[PAGE_BYTES];
  }

  static MappedByteBuffer map(Path file, FileChannel.MapMode mode, StandardOpenOption... options)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file, options)) {
      MappedByteBuffer mapped = channel.map(mode, 0, PAGE_BYTES);
      mapped.order(ByteOrder.nativeOrder());
      return mapped;
    }
  }
}
