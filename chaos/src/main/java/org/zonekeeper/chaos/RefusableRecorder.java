package org.zonekeeper.chaos;

import java.time.Duration;
import org.zonekeeper.simulators.recorder.RecorderFault;
import org.zonekeeper.simulators.recorder.RecorderFaults;

/** A recorder that can be told to refuse everything for a while. Safe on any thread. */
final class RefusableRecorder implements RecorderFaults {
  private volatile RecorderFault fault = RecorderFault.NONE;

  void refuse() {
    fault = RecorderFault.FAIL;
  }

  void accept() {
    fault = RecorderFault.NONE;
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
