using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Tests.Planning;

/// <summary>A statement as it is recorded: of a repeat's body, in one of its turns.</summary>
/// <param name="Node">The operation or the barrier.</param>
/// <param name="Place">Where it is written: its index in the pass, and in the body of a repeat.</param>
/// <param name="Turn">The repeat's index; 0 outside of one.</param>
internal readonly record struct RecordedStatement(Node Node, (int Node, int Inner) Place, int Turn);

/// <summary>Goes through passes turn by turn, as emitted code does.</summary>
internal static class PassWalk
{
    public static IEnumerable<RecordedStatement> Statements(this Pass pass)
    {
        for (int node = 0; node < pass.Nodes.Count; node++)
        {
            if (pass.Nodes[node] is not Repeat repeat)
            {
                yield return new(pass.Nodes[node], (node, 0), 0);
                continue;
            }

            for (int turn = 0; turn < repeat.Count; turn++)
            {
                for (int inner = 0; inner < repeat.Body.Count; inner++)
                {
                    if (turn > 0 || repeat.Body[inner] is not Graphs.Barrier { BetweenTurns: true })
                        yield return new(repeat.Body[inner], (node, inner), repeat.IsReversed ? repeat.Count - 1 - turn : turn);
                }
            }
        }
    }
}
