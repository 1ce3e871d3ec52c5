package org.zonekeeper.cluster.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The clock of the host that a child JVM believes to be on, which can be set while it runs. The
 * child sees it through an agent ({@link ClockAgent}) and a page of memory that both share; nothing
 * of the machine is touched, and no root is needed. It stays set when the child starts anew. Safe
 * on any thread.
 */
public final class SettableClock {
  private static final int FIRST_TO_WARN = 24;

  private final List<String> jvmFlags;
  private final MappedByteBuffer page;

  private SettableClock(List<String> jvmFlags, MappedByteBuffer page) {
    this.jvmFlags = jvmFlags;
    this.page = page;
  }

  /**
   * A clock that is right so far.
   *
   * @param directory for its two small files; is made if need be
   * @throws UncheckedIOException if they cannot be written
   */
  public static SettableClock in(Path directory) {
    try {
      Files.createDirectories(directory);
      Path file = Files.write(directory.resolve("clock"), ClockAgent.emptyPage());
      Path agent = directory.resolve("clock-agent.jar");
      writeAgent(agent);
      return new SettableClock(
          flags("-javaagent:%s=%s".formatted(agent, file)),
          ClockAgent.map(
              file,
              FileChannel.MapMode.READ_WRITE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException("no clock in " + directory, e);
    }
  }

  /** For the JVM that is to go by this clock; this class must be on its class path. */
  public List<String> jvmFlags() {
    return jvmFlags;
  }

  /**
   * Sets the clock.
   *
   * @param by forward; negative: back
   */
  public synchronized void set(Duration by) {
    page.putLong(0, page.getLong(0) + by.toMillis());
  }

  /** Of the child's Streams threads, the next one that looks at the clock dies of an exception. */
  public synchronized void killStreamsThread() {
    ClockAgent.wantAnotherDeath(page);
  }

  /** Byte Buddy, not ours, makes a newer JVM warn. */
  private static List<String> flags(String agent) {
    return Runtime.version().feature() < FIRST_TO_WARN
        ? List.of(agent)
        : List.of(agent, "--sun-misc-unsafe-memory-access=allow");
  }

  /** All that an agent's jar needs: the class itself is on the class path. */
  private static void writeAgent(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(new Attributes.Name("Premain-Class"), ClockAgent.class.getName());
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
  }
}
