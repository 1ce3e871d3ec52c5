package org.zonekeeper.harness;

/**
 * A build of Zonekeeper that processes of a run are started from: this one, or that of another
 * version. Immutable.
 *
 * @param name for errors and the incident log
 * @param classPath with everything that the command line needs
 */
public record ProgramBuild(String name, String classPath) {

  /** The one that this process runs from. */
  public static ProgramBuild own() {
    return new ProgramBuild("this version", System.getProperty("java.class.path"));
  }
}
