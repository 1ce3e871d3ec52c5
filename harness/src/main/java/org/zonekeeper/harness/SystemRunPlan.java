package org.zonekeeper.harness;

import java.util.List;
import java.util.Map;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.simulators.recorder.RecorderFaults;

/**
 * What a run is made of. Settings are those that each part takes with {@code --set}; addresses and
 * zones are filled in. Immutable.
 *
 * @param zones the zones
 * @param agentManagers ids of those that are started at the beginning
 * @param parts settings of the parts
 * @param recorderFaults what goes wrong at the recorder
 * @param build from which processes are started, unless they are told otherwise
 */
public record SystemRunPlan(
    ZoneDirectory zones,
    List<String> agentManagers,
    Parts parts,
    RecorderFaults recorderFaults,
    ProgramBuild build) {

  /** Of this version alone. */
  public SystemRunPlan(
      ZoneDirectory zones, List<String> agentManagers, Parts parts, RecorderFaults recorderFaults) {
    this(zones, agentManagers, parts, recorderFaults, ProgramBuild.own());
  }

  /**
   * Settings of the parts that differ from their defaults.
   *
   * @param agentManager of every Agent Manager
   * @param agentManagersOwn of single Agent Managers, by id
   * @param gateway of the desktop gateway
   * @param platform of the simulated dialler platform
   * @param jvms what the Agent Managers' JVMs are like
   */
  public record Parts(
      Map<String, String> agentManager,
      Map<String, Map<String, String>> agentManagersOwn,
      Map<String, String> gateway,
      Map<String, String> platform,
      Jvms jvms) {

    /** What an Agent Manager takes for its host's clock. */
    public enum Clocks {
      HOSTS,
      /** One of its own for each, that can be set ({@link AgentManagers#setClock}). */
      SETTABLE
    }

    /** Where an Agent Manager has its classes from. */
    public enum Classes {
      JARS,
      /**
       * From an archive, as one that runs for long has them: the first Agent Manager runs and stops
       * once before they all start, to make it. From the jars where no archive can be made ({@link
       * org.zonekeeper.cluster.process.ClassArchive#isPossible}).
       */
      ARCHIVE
    }

    /**
     * The JVMs of Agent Managers.
     *
     * @param clocks what they take for their host's clock
     * @param classes where they have their classes from
     */
    public record Jvms(Clocks clocks, Classes classes) {}

    /** Everything as it is by default. */
    public static final Parts DEFAULTS = new Parts(Map.of(), Map.of(), Map.of());

    /** With the same settings for every Agent Manager. */
    public Parts(
        Map<String, String> agentManager,
        Map<String, String> gateway,
        Map<String, String> platform) {
      this(agentManager, Map.of(), gateway, platform, new Jvms(Clocks.HOSTS, Classes.JARS));
    }

    public Parts {
      agentManager = Map.copyOf(agentManager);
      agentManagersOwn = Map.copyOf(agentManagersOwn);
      gateway = Map.copyOf(gateway);
      platform = Map.copyOf(platform);
    }
  }

  public SystemRunPlan {
    agentManagers = List.copyOf(agentManagers);
  }
}
