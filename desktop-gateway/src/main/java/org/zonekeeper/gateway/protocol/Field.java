package org.zonekeeper.gateway.protocol;

/**
 * A field of a command.
 *
 * @param name as it stands in the frame
 * @param kind what it may hold
 * @param presence whether it may be left out
 */
public record Field(String name, FieldKind kind, Presence presence) {

  /** Whether a field may be left out. */
  public enum Presence {
    REQUIRED,
    OPTIONAL
  }

  static Field required(String name, FieldKind kind) {
    return new Field(name, kind, Presence.REQUIRED);
  }

  static Field optional(String name, FieldKind kind) {
    return new Field(name, kind, Presence.OPTIONAL);
  }
}
