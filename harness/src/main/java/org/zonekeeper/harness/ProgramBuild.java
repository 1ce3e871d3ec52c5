package org.zonekeeper.harness;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A build of Zonekeeper that processes of a run are started from: this one, or that of another
 * version. Immutable.
 *
 * @param name for errors and the incident log
 * @param classPath with everything that the command line needs
 * @param unknownSettings keys that came after it; it is started without them
 */
public record ProgramBuild(String name, String classPath, Set<String> unknownSettings) {
  public ProgramBuild {
    unknownSettings = Set.copyOf(unknownSettings);
  }

  /** The one that this process runs from. */
  public static ProgramBuild own() {
    return new ProgramBuild("this version", System.getProperty("java.class.path"), Set.of());
  }

  /** Those of the settings that it knows, by key. */
  Map<String, String> known(Map<String, String> settings) {
    Map<String, String> known = new TreeMap<>(settings);
    known.keySet().removeAll(unknownSettings);
    return known;
  }
}
