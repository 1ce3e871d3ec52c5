package org.zonekeeper.bench.report;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Another JVM of the same user on this machine, by its own management beans. Any thread. */
public final class RemoteJvm implements AutoCloseable {
  private final JMXConnector connection;

  private RemoteJvm(JMXConnector connection) {
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @param pid its process id
   * @throws IOException if it does not let itself be asked
   */
  // The address is a JVM's own on this machine, and of the benchmark's making.
  @SuppressWarnings("BanJNDI")
  public static RemoteJvm of(long pid) throws IOException {
    try {
      VirtualMachine other = VirtualMachine.attach(Long.toString(pid));
      String address = other.startLocalManagementAgent();
      other.detach();
      return new RemoteJvm(JMXConnectorFactory.connect(new JMXServiceURL(address)));
    } catch (AttachNotSupportedException e) {
      throw new IOException("process %d is no JVM that can be asked".formatted(pid), e);
    }
  }

  /** One of the platform's beans, by its name. */
  <T> T bean(String name, Class<T> type) throws IOException {
    return ManagementFactory.newPlatformMXBeanProxy(
        connection.getMBeanServerConnection(), name, type);
  }

  /** What its heap holds after a collection of everything, in MiB. */
  public long heapMegabytesAfterCollection() throws IOException {
    MemoryMXBean memory = bean(ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed() >> 20;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
