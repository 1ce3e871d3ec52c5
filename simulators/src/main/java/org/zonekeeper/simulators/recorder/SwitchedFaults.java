package org.zonekeeper.simulators.recorder;

import java.time.Duration;

/** Faults of a recorder that refuses everything while it is told to. Safe on any thread. */
public final class SwitchedFaults implements RecorderFaults {
  private volatile RecorderFault fault = RecorderFault.NONE;

  /** Everything is refused from now on. */
  public void refuse() {
    fault = RecorderFault.FAIL;
  }

  /** Everything is accepted again. */
  public void accept() {
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
