package org.zonekeeper.chaos.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.rmi.ConnectException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A JVM whose memory, threads and files are looked at from outside, over JMX on this machine; it
 * needs to have been started for that in no way. Used by one thread.
 */
final class WatchedProcess implements AutoCloseable {
  private final String name;
  private final long pid;
  private final JMXConnector connector;
  private final Collecting collecting;
  private final MemoryMXBean memory;
  private final List<MemoryPoolMXBean> pools;
  private final ThreadMXBean threads;
  private final UnixOperatingSystemMXBean system;

  private WatchedProcess(String name, long pid, Collecting collecting, JMXConnector connector)
      throws IOException {
    MBeanServerConnection beans = connector.getMBeanServerConnection();
    this.name = name;
    this.pid = pid;
    this.connector = connector;
    this.collecting = collecting;
    this.pools = List.copyOf(ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class));
    this.memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
    this.threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
    this.system =
        ManagementFactory.newPlatformMXBeanProxy(
            beans, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, UnixOperatingSystemMXBean.class);
  }

  /**
   * Connects to it.
   *
   * @throws IOException if it has ended, or is no JVM of this user
   */
  @SuppressWarnings("BanJNDI") // The address is that of a process of this user, on this machine.
  static WatchedProcess attach(String name, long pid, Collecting collecting) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
        return new WatchedProcess(name, pid, collecting, JMXConnectorFactory.connect(url));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("process %d (%s) cannot be looked into".formatted(pid, name), e);
    }
  }

  String name() {
    return name;
  }

  /** Whether a process may be stopped for the collection of everything. */
  enum Collecting {
    ALL,
    /** Others would wait for it: what its own last collections have left counts. */
    NOTHING
  }

  /**
   * How it is now.
   *
   * @throws IOException if it has ended
   */
  Map<Measure, Double> look() throws IOException {
    Map<Measure, Double> seen = new EnumMap<>(Measure.class);
    try {
      seen.put(Measure.HEAP, (double) heap());
      seen.put(Measure.THREADS, (double) threads.getThreadCount());
      seen.put(Measure.FILES, (double) system.getOpenFileDescriptorCount());
    } catch (java.lang.reflect.UndeclaredThrowableException e) {
      throw new IOException(name + " does not answer any more", e);
    }
    Path files = Path.of("/proc", Long.toString(pid), "fd");
    if (Files.isDirectory(files)) {
      seen.put(Measure.SOCKETS, (double) sockets(files));
    }
    return seen;
  }

  private long heap() {
    if (collecting == Collecting.ALL) {
      memory.gc();
      return memory.getHeapMemoryUsage().getUsed();
    }
    return pools.stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  private static long sockets(Path files) throws IOException {
    long sockets = 0;
    List<Path> all;
    try (Stream<Path> open = Files.list(files)) {
      all = open.toList();
    }
    for (Path file : all) {
      try {
        if (Files.readSymbolicLink(file).toString().startsWith("socket:")) {
          sockets++;
        }
      } catch (NoSuchFileException closed) {
        // Meanwhile.
      }
    }
    return sockets;
  }

  @Override
  public void close() throws IOException {
    try {
      connector.close();
    } catch (ConnectException gone) {
      // The process has ended: nobody is there to be told.
    }
  }
}
