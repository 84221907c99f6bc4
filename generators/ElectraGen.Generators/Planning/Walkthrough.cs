using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>One operation as it runs: of a repeat's body, in one of its turns.</summary>
/// <param name="Step">Its step in the timeline.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Turn">The repeat's index; 0 outside of one.</param>
/// <param name="IsFirstTurn">Whether the repeat, if any, is in its first turn.</param>
/// <param name="Pass">Index of its pass.</param>
internal readonly record struct Event(int Step, Operation Operation, int Turn, bool IsFirstTurn, int Pass);

/// <summary>
/// A whole step, turn by turn. Of a long repeat only so many turns are gone through as show all that can happen: the first, the
/// last, their neighbours, and one for those between, which are alike.
/// </summary>
internal static class Walkthrough
{
    private const int MostTurns = 5, Middle = MostTurns / 2;

    public static int Turns(int count) => Math.Min(count, MostTurns);

    /// <summary>How many layers one stands for; <paramref name="layers"/> are those of a repeat of so many turns.</summary>
    public static int Weight(int layer, int layers) => layer == Middle && layers > MostTurns ? layers - MostTurns + 1 : 1;

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

            int turns = Turns(loop.Repeat.Count);
            for (int turn = 0; turn < turns; turn++)
            {
                int index = loop.Repeat.IsReversed ? turns - 1 - turn : turn;
                for (int inner = loop.First; inner <= loop.Last; inner++)
                    yield return new Event(inner, timeline.Steps[inner].Operation, index, turn == 0, pass);
            }

            step = loop.Last;
        }
    }
}
