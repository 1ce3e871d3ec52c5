package org.zonekeeper.bench.report;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * How long JVMs compile their code: this one and some others of the same user on this machine.
 * Confined to one thread.
 */
public final class CompilerMeter implements AutoCloseable {
  private final List<RemoteJvm> connections = new ArrayList<>();
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

  private void connect(long pid) throws IOException {
    RemoteJvm other = RemoteJvm.of(pid);
    connections.add(other);
    compilers.add(other.bean(ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class));
  }

  /** What all of them have spent on it so far, milliseconds, those of waiting for a core too. */
  public long millis() {
    return compilers.stream().mapToLong(CompilationMXBean::getTotalCompilationTime).sum();
  }

  @Override
  public void close() throws IOException {
    for (RemoteJvm connection : connections) {
      connection.close();
    }
  }
}
