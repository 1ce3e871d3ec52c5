package org.zonekeeper.harness;

import java.util.HashMap;
import java.util.Map;

/**
 * From which build each process of a run is started the next time. What runs already goes on as it
 * is. Not for several threads at a time.
 */
public final class ProgramBuilds {
  private final ProgramBuild standard;
  private final Map<String, ProgramBuild> others = new HashMap<>();

  ProgramBuilds(ProgramBuild standard) {
    this.standard = standard;
  }

  /**
   * Another one for this process, from its next start on.
   *
   * @param id of an Agent Manager or a gateway
   */
  public void change(String id, ProgramBuild build) {
    others.put(id, build);
  }

  ProgramBuild of(String id) {
    return others.getOrDefault(id, standard);
  }
}
