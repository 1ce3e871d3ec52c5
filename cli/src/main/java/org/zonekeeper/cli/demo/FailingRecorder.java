package org.zonekeeper.cli.demo;

import java.time.Duration;
import org.zonekeeper.sim.recorder.Fault;
import org.zonekeeper.sim.recorder.Faults;

/** A recorder that works until it is told to refuse everything. Safe on any thread. */
final class FailingRecorder implements Faults {
  private volatile Fault fault = Fault.NONE;

  void refuseFromNowOn() {
    fault = Fault.FAIL;
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
