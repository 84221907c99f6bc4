using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>One operation as it runs: of a repeat's body, in one of its turns.</summary>
/// <param name="Step">Its step in the timeline.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Turn">The repeat's index; 0 outside of one.</param>
/// <param name="IsFirstTurn">Whether the repeat, if any, is in its first turn.</param>
/// <param name="Pass">Index of its pass.</param>
internal readonly record struct Event(int Step, Operation Operation, int Turn, bool IsFirstTurn, int Pass);

/// <summary>A whole step, every turn of every repeat.</summary>
internal static class Walkthrough
{
    public static IEnumerable<Event> Events(this Timeline timeline)
    {
        for (int step = 0; step < timeline.Steps.Count; step++)
        {
            (Operation operation, Loop? loop, int pass) = timeline.Steps[step];
            if (loop is null)
            {
                yield return new Event(step, operation, 0, IsFirstTurn: true, pass);
                continue;
            }

            for (int turn = 0; turn < loop.Repeat.Count; turn++)
            {
                int index = loop.Repeat.IsReversed ? loop.Repeat.Count - 1 - turn : turn;
                for (int inner = loop.First; inner <= loop.Last; inner++)
                    yield return new Event(inner, timeline.Steps[inner].Operation, index, turn == 0, pass);
            }

            step = loop.Last;
        }
    }
}
