package io.voteengine.bench;

import io.voteengine.tck.testing.Rooms;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void noRoomsUseEachOtherInACircle() {
    Rooms.checkNoCircle("io.voteengine.bench");
  }
}
