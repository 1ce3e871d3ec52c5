package org.zonekeeper.chaos.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that reads what others send and runs without a cluster: decoders and ports. Stateless. */
final class Decoders {
  private Decoders() {}

  /**
   * Opens them; the caller closes each.
   *
   * @param directory empty, for the files that some of them read
   */
  static List<FuzzTarget> open(Path directory) throws IOException, InterruptedException {
    List<FuzzTarget> all = new ArrayList<>();
    all.addAll(RecordTargets.all());
    all.addAll(FrameTargets.all());
    all.addAll(FileTargets.all(directory));
    all.addAll(AnswerTargets.all());
    all.addAll(PeerTargets.all());
    all.add(RecorderTarget.in(directory));
    all.addAll(PortTargets.open(directory));
    return all;
  }
}
