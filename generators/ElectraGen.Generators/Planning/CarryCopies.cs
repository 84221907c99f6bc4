using ElectraGen.Generators.Graphs;

namespace ElectraGen.Generators.Planning;

/// <summary>
/// Puts in the copies without which the four faces of a carry could not share a place: of an initial value that something else
/// reads later, and of a result that is made while the argument is still needed.
/// </summary>
internal static class CarryCopies
{
    public static Graph Insert(Graph graph)
    {
        Timeline timeline = new(graph);
        ValueSource values = new(graph);
        HashSet<int> taken = [];
        int[] initials = [.. timeline.Loops.SelectMany(span => span.Repeat.Carried).Select(carry => carry.Initial.Id)];
        int loop = 0;

        IEnumerable<Node> WithCopies(Node node)
        {
            if (node is not Repeat repeat)
                return [node];
            Loop span = timeline.Loops[loop++];
            List<Node> before = [], behind = [];
            List<Carry> carried = [];
            foreach (Carry carry in repeat.Carried)
            {
                Value initial = carry.Initial, result = carry.Result;
                bool isKept = Liveness.IsKept(carry, span, timeline);
                bool isShared = taken.Contains(initial.Id) || initial.Storage != Storage.Planned || initials.Count(id => id == initial.Id) > 1;
                if (isShared || IsConverted(initial, carry) || (!isKept && timeline.Uses(initial).Any(step => step >= span.First)))
                    before.Add(Copy(initial, initial = values.Like(carry.Argument, $"Initial{carry.Argument.Name}")));
                if (!taken.Add(result.Id) || IsConverted(result, carry) || !repeat.Body.Made().Contains(result.Id) || (!isKept && ArgumentOutlives(carry, timeline)))
                    behind.Add(Copy(result, result = values.Like(carry.Argument, $"Next{carry.Argument.Name}")));
                taken.UnionWith([carry.Argument.Id, carry.Final.Id]);
                carried.Add(carry with { Initial = initial, Result = result });
            }

            return [.. before, repeat with { Body = repeat.Body.Concat(behind).ToEquatableArray(), Carried = carried.ToEquatableArray() }];
        }

        return graph with
        {
            Passes = graph.Passes.Select(pass => pass with { Nodes = pass.Nodes.SelectMany(WithCopies).ToEquatableArray() }).ToEquatableArray(),
        };
    }

    /// <summary>Whether a value is handed on in another width than its own, as a sum in 32 bits is to a turn that reads an activation.</summary>
    private static bool IsConverted(Value value, Carry carry) => value.Shape.Element != carry.Argument.Shape.Element;

    private static bool ArgumentOutlives(Carry carry, Timeline timeline)
    {
        IReadOnlyList<int> argument = timeline.Uses(carry.Argument);
        if (argument.Count == 0)
            return false;
        int last = argument[argument.Count - 1], made = timeline.Uses(carry.Result)[0];
        bool isInPlace = last == made &&
            InPlaceRules.Pairs(timeline.Steps[made].Operation).Contains((carry.Argument, carry.Result));
        return last >= made && !isInPlace;
    }

    private static Operation Copy(Value from, Value to) => from.Shape.Element == to.Shape.Element
        ? Arguments.Call("Copy", [Arguments.Read(from), Arguments.Write("to", to)])
        : Arguments.Call("Scale", [Arguments.Read(from), Arguments.Write("to", to)], Arguments.Real("scale", 1));
}
