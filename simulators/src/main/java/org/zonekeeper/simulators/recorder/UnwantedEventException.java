package org.zonekeeper.simulators.recorder;

/** The recorder was told to refuse events of this type. */
final class UnwantedEventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnwantedEventException(RecorderEvent event) {
    super("event %s: %s is not wanted here".formatted(event.id(), event.type()));
  }
}
