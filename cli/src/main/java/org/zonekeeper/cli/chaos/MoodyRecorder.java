package org.zonekeeper.cli.chaos;

import java.time.Duration;
import org.zonekeeper.sim.recorder.Fault;
import org.zonekeeper.sim.recorder.Faults;

/** A recorder that can be told to refuse everything for a while. Safe on any thread. */
final class MoodyRecorder implements Faults {
  private volatile Fault fault = Fault.NONE;

  void refuse() {
    fault = Fault.FAIL;
  }

  void accept() {
    fault = Fault.NONE;
  }

  @Override
  public Fault next() {
    return fault;
  }

  @Override
  public Duration delay() {
    return Duration.ZERO;
  }
}
