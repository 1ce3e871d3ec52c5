package org.zonekeeper.simulation.centre;

import org.zonekeeper.schemas.command.Commands.Command;
import org.zonekeeper.schemas.fact.Facts.Fact;
import org.zonekeeper.schemas.status.ZoneStatus;
import org.zonekeeper.simulators.platform.PlatformSink.Attempt;

/** Is told what the world really did, whatever became of it. Called on the world's thread. */
public interface GroundTruth {
  /** Keeps nothing: for worlds that nobody judges. */
  GroundTruth NONE =
      new GroundTruth() {
        @Override
        public void sent(Command command) {}

        @Override
        public void reported(Fact fact) {}

        @Override
        public void dialled(Attempt attempt) {}

        @Override
        public void beat(ZoneStatus status) {}
      };

  /** A command was written to its zone; once, however often it gets there. */
  void sent(Command command);

  /** A fact was written to its zone. */
  void reported(Fact fact);

  /** The platform started an attempt. */
  void dialled(Attempt attempt);

  /** An owner's sign of life was committed. */
  void beat(ZoneStatus status);
}
