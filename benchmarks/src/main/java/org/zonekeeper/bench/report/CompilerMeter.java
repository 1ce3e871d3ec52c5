package org.zonekeeper.bench.report;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * How long JVMs compile their code: this one and some others of the same user on this machine.
 * Confined to one thread.
 */
public final class CompilerMeter implements AutoCloseable {
  private final List<JMXConnector> connections = new ArrayList<>();
  private final List<CompilationMXBean> compilers = new ArrayList<>();

  private CompilerMeter() {
    compilers.add(ManagementFactory.getCompilationMXBean());
  }

  /**
   * Connects to the other JVMs.
   *
   * @param pids their process ids
   * @throws IOException if one of them does not let itself be asked
   */
  public static CompilerMeter of(List<Long> pids) throws IOException {
    CompilerMeter meter = new CompilerMeter();
    try {
      for (long pid : pids) {
        meter.connect(pid);
      }
      return meter;
    } catch (IOException e) {
      meter.close();
      throw e;
    }
  }

  // The address is a JVM's own on this machine, and of the benchmark's making.
  @SuppressWarnings("BanJNDI")
  private void connect(long pid) throws IOException {
    try {
      VirtualMachine other = VirtualMachine.attach(Long.toString(pid));
      String address = other.startLocalManagementAgent();
      other.detach();
      JMXConnector connection = JMXConnectorFactory.connect(new JMXServiceURL(address));
      connections.add(connection);
      compilers.add(
          ManagementFactory.newPlatformMXBeanProxy(
              connection.getMBeanServerConnection(),
              ManagementFactory.COMPILATION_MXBEAN_NAME,
              CompilationMXBean.class));
    } catch (AttachNotSupportedException e) {
      throw new IOException("process %d is no JVM that can be asked".formatted(pid), e);
    }
  }

  /** What all of them have spent on it so far, milliseconds, those of waiting for a core too. */
  public long millis() {
    return compilers.stream().mapToLong(CompilationMXBean::getTotalCompilationTime).sum();
  }

  @Override
  public void close() throws IOException {
    for (JMXConnector connection : connections) {
      connection.close();
    }
  }
}
