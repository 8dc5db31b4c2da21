package io.voteengine.engine.live;

import io.voteengine.Choice;
import io.voteengine.SubjectId;
import io.voteengine.Tally;
import io.voteengine.VoterId;
import io.voteengine.engine.notify.NodeCopies;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what a node's copies hear. */
final class HeardCopies implements NodeCopies {
  final List<String> heard = new CopyOnWriteArrayList<>();

  @Override
  public boolean areKept() {
    return true;
  }

  @Override
  public void cast(VoterId voter, SubjectId subject, Choice choice, Tally tally) {
    heard.add("cast " + subject);
  }

  @Override
  public void changed(SubjectId subject, @Nullable VoterId voter) {
    heard.add("changed " + subject);
  }

  @Override
  public void countsChanged(long subject) {
    heard.add("counts " + subject);
  }

  @Override
  public void choiceChanged(long voter, long subject) {
    heard.add("choice " + voter + " " + subject);
  }

  @Override
  public void corrected(long subject) {
    heard.add("corrected " + subject);
  }

  @Override
  public void everythingChanged() {
    heard.add("everything");
  }

  @Override
  public void refresh(String poll, @Nullable SubjectId subject) {
    heard.add("refresh " + poll + " " + subject);
  }
}
