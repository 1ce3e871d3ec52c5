package org.zonekeeper.demo;

import java.time.Duration;
import org.zonekeeper.simulators.recorder.RecorderFault;
import org.zonekeeper.simulators.recorder.RecorderFaults;

/** A recorder that works until it is told to refuse everything. Safe on any thread. */
final class FailingRecorder implements RecorderFaults {
  private volatile RecorderFault fault = RecorderFault.NONE;

  void refuseFromNowOn() {
    fault = RecorderFault.FAIL;
  }

  @Override
  public RecorderFault next() {
    return fault;
  }

  @Override
  public Duration delay() {
    return Duration.ZERO;
  }
}
