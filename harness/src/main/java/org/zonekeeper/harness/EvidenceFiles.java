package org.zonekeeper.harness;

import java.nio.file.Path;

/**
 * Where a run keeps what was seen of it. Immutable; any thread.
 *
 * @param directory the run's own directory
 */
public record EvidenceFiles(Path directory) {

  /** What was done to the system. */
  public Path incidents() {
    return directory.resolve("incidents.jsonl");
  }

  /** The dialler platform's log. */
  public Path platform() {
    return directory.resolve("platform.jsonl");
  }

  /** The recorder's log, as exported from its database. */
  public Path recorder() {
    return directory.resolve("recorder.jsonl");
  }

  /** The recorder's database, without its suffix. */
  public Path recorderDatabase() {
    return directory.resolve("recorder");
  }

  /** Where the gateways have what is known of contacts: one file, which they share. */
  public String contactStoreUrl() {
    return "jdbc:h2:file:%s;AUTO_SERVER=TRUE"
        .formatted(directory.resolve("contacts").toAbsolutePath());
  }

  /** The desktops' and supervisors' transcripts. */
  public Path transcripts() {
    return directory.resolve("desktops.jsonl");
  }

  /** What an Agent Manager says, over all its restarts. */
  public Path agentManagerLog(String id) {
    return directory.resolve(id + ".log");
  }

  /** What a gateway that is a process of its own says. */
  public Path gatewayLog(String id) {
    return directory.resolve(id + ".log");
  }

  /** The archive of the Agent Managers' classes, where they have one. */
  public Path agentManagerClasses() {
    return directory.resolve("agent-manager.jsa");
  }

  /** Broker and registry: data and logs. */
  public Path cluster() {
    return directory.resolve("cluster");
  }

  /** What the process of the cables says, where there are some. */
  public Path cables() {
    return directory.resolve("cables.log");
  }

  /** The clock of an Agent Manager's host, where it can be set. */
  public Path agentManagerClock(String id) {
    return directory.resolve("clock").resolve(id);
  }

  /** An Agent Manager's own directory. */
  public Path agentManagerState(String id) {
    return directory.resolve("state").resolve(id);
  }
}
