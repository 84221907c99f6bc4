using System.Globalization;
using System.Reflection;
using ElectraGen.Generators.Graphs;
using ElectraGen.Generators.Planning;
using ElectraGen.Runtime;
using ElectraGen.Runtime.Kernels;
using ParameterInfo = ElectraGen.Generators.Graphs.ParameterInfo;

namespace ElectraGen.Generators.Tests.Planning;

/// <summary>Records a planned graph without emitting code for it: each operation is looked up in <see cref="KernelCalls"/>.</summary>
internal sealed class PlanRecording
{
    private readonly BufferPlan plan;
    private readonly Dictionary<int, Placement> placements;
    private readonly Dictionary<int, ParameterInfo> parameters;
    private readonly Dictionary<int, long> parameterOffsets = [];
    private readonly Dictionary<int, long> inputOffsets = [];
    private readonly long slicedRows;

    public PlanRecording(BufferPlan plan)
    {
        this.plan = plan;
        slicedRows = SlicedRows(plan.Graph);
        placements = plan.Placements.ToDictionary(placement => placement.ValueId);
        parameters = plan.Graph.Parameters.ToDictionary(info => info.Value.Id);
        foreach (ParameterInfo info in plan.Graph.Parameters)
        {
            parameterOffsets.Add(info.Value.Id, ParameterBytes);
            ParameterBytes += Padded(info.Value.Shape.Bytes) * Math.Max(info.Layers, 1);
        }

        foreach (Value input in plan.Graph.Inputs)
        {
            bool isConstant = input.Storage == Storage.Constant;
            inputOffsets.Add(input.Id, isConstant ? ConstantBytes : InputBytes);
            if (isConstant)
                ConstantBytes += Padded(input.Shape.Bytes);
            else
                InputBytes += Padded(input.Shape.Bytes);
        }
    }

    public long ParameterBytes { get; }

    public long InputBytes { get; }

    public long ConstantBytes { get; }

    public IReadOnlyList<SegmentSize> SegmentsAt(int batch) =>
    [
        new(new Segment(SegmentKind.Parameters), ParameterBytes),
        new(new Segment(SegmentKind.Gradients), ParameterBytes),
        new(new Segment(SegmentKind.Scalars), StepScalars.SegmentBytes),
        new(new Segment(SegmentKind.Input), InputBytes * batch),
        new(new Segment(SegmentKind.Constants), ConstantBytes),
        new(new Segment(SegmentKind.Scratch), plan.ScratchBytes * batch),
        new(new Segment(SegmentKind.Fixed), plan.FixedBytes),
        .. plan.LayerBytes.Select((bytes, layer) => new SegmentSize(new Segment(SegmentKind.Layer, layer), bytes * batch)),
    ];

    /// <summary>A sequence but for the update, whose operands are whole arenas.</summary>
    /// <returns>Where each barrier that was recorded is written: all turns of a repeat are one place.</returns>
    public IReadOnlyList<(int Pass, int Node, int Inner)> Record(IRecorder recorder, PassSequence sequence)
    {
        List<(int Pass, int Node, int Inner)> barriers = [];
        if (sequence.Kind == SequenceKind.Step)
            recorder.Clear(to: new Slot(new Segment(SegmentKind.Gradients), 0, 1, (int)(ParameterBytes / sizeof(float))));
        foreach (SequencedPass sequenced in sequence.Passes)
        {
            if (plan.Graph.Passes[sequenced.Pass].Direction == PassDirection.Update)
                continue;
            if (sequenced.HasBarrier)
            {
                recorder.Barrier();
                barriers.Add((sequenced.Pass, -1, 0));
            }
            if (sequenced.Beside is { } beside)
                barriers.AddRange(RecordSideBySide(recorder, sequenced.Pass, beside));
            else
                barriers.AddRange(RecordPass(recorder, sequenced.Pass));
        }

        return barriers;
    }

    /// <summary>A barrier of both is written in two places; it is listed at the one in the longer pass.</summary>
    private List<(int Pass, int Node, int Inner)> RecordSideBySide(IRecorder recorder, int first, int second)
    {
        List<(int Pass, int Node, int Inner)> ofFirst = [], ofSecond = [];
        recorder.SideBySide(side => ofFirst = RecordPass(side, first), side => ofSecond = RecordPass(side, second));
        return ofFirst.Count > ofSecond.Count ? ofFirst : ofSecond;
    }

    private List<(int Pass, int Node, int Inner)> RecordPass(IRecorder recorder, int index)
    {
        List<(int Pass, int Node, int Inner)> barriers = [];
        foreach (RecordedStatement statement in plan.Graph.Passes[index].Statements())
        {
            if (statement.Node is Operation operation)
            {
                Record(recorder, operation, statement.Turn);
                continue;
            }

            recorder.Barrier();
            barriers.Add((index, statement.Place.Node, statement.Place.Inner));
        }

        return barriers;
    }

    public Parameter ParameterOf(Value value, int layer = 0) => new(
        parameterOffsets[value.Id] + (Padded(value.Shape.Bytes) * (parameters[value.Id].Layers == 0 ? 0 : layer)),
        (int)value.Shape.Rows, value.Shape.Columns);

    public Slot SlotOf(Value value, int turn = 0)
    {
        Segment segment;
        long offset;
        if (value.Storage is Storage.Input or Storage.Constant)
        {
            SegmentKind kind = value.Storage == Storage.Input ? SegmentKind.Input : SegmentKind.Constants;
            (segment, offset) = (new Segment(kind), inputOffsets[value.Id]);
        }
        else
        {
            Placement placement = placements[value.Id];
            PlanSlot slot = plan.Slots[placement.Slot];
            offset = slot.Offset;
            segment = slot.Segment switch
            {
                PlanSegment.Scratch => new Segment(SegmentKind.Scratch),
                PlanSegment.Fixed => new Segment(SegmentKind.Fixed),
                _ => new Segment(SegmentKind.Layer, LayerAt(placement.Index, turn, slot.Layers)),
            };
        }

        Element element = Enum.Parse<Element>(value.Shape.Element.ToString());
        return new Slot(segment, offset, (int)value.Shape.Rows, value.Shape.Columns, element);
    }

    private static int LayerAt(LayerIndex index, int turn, int layers) => index switch
    {
        LayerIndex.Current => turn,
        LayerIndex.Next => turn + 1,
        LayerIndex.Last => layers - 1,
        _ => 0,
    };

    private static long Padded(long bytes) => (bytes + 63) / 64 * 64;

    private void Record(IRecorder recorder, Operation operation, int turn)
    {
        MethodInfo method = typeof(KernelCalls).GetMethod(operation.Call)!;
        Queue<Argument> positional = new(operation.Arguments.Where(argument => argument.Name.Length == 0));
        object?[] values = method.GetParameters().Select(object? (parameter) =>
        {
            if (parameter.ParameterType == typeof(IRecorder))
                return recorder;
            if (operation.Settings.FirstOrDefault(setting => setting.Name == parameter.Name) is { } setting)
                return Number(setting.Text, parameter.ParameterType, operation, turn);
            Argument? named = operation.Arguments.FirstOrDefault(argument => argument.Name == parameter.Name);
            if (named is null && parameter.HasDefaultValue)
                return parameter.DefaultValue;
            return Place(named ?? positional.Dequeue(), turn, parameter.ParameterType == typeof(Parameter));
        }).ToArray();
        Assert.Empty(positional);
        method.Invoke(null, values);
    }

    private object Place(Argument argument, int turn, bool isParameter)
    {
        Value value = argument.Value;
        (int first, int columns) = argument.SliceRows == 0 ? default : Slice(turn, argument.SliceRows);
        if (value.Storage == Storage.Parameter)
        {
            Parameter parameter = ParameterOf(value, turn);
            if (argument.SliceRows > 0)
                parameter = parameter.Rows > 1
                    ? parameter.RowRange(first, columns)
                    : parameter with { Offset = parameter.Offset + (first * sizeof(float)), Columns = columns };
            return isParameter ? parameter : (object)parameter.Value;
        }

        Slot slot = SlotOf(value, turn);
        return argument.SliceRows > 0 ? slot with { Columns = columns } : slot;
    }

    private object Number(string text, Type type, Operation operation, int turn)
    {
        int width = operation.Arguments.Max(argument => argument.SliceRows);
        if (width > 0 && text is "first" or "columns")
            return text == "first" ? Slice(turn, width).First : Slice(turn, width).Columns;
        if (text.EndsWith(" + layer", StringComparison.Ordinal))
            return int.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture) + turn;
        return Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }

    private (int First, int Columns) Slice(int turn, int width) => (turn * width, (int)Math.Min(width, slicedRows - (turn * width)));

    /// <summary>Rows of the table that is cut into slices; every graph here has one at most.</summary>
    private static long SlicedRows(Graph graph) => graph.Passes
        .SelectMany(pass => pass.Nodes.Operations()).SelectMany(operation => operation.Arguments)
        .Where(argument => argument.SliceRows > 0 && argument.Value.Storage == Storage.Parameter)
        .Select(argument => argument.Value.Shape.Rows).DefaultIfEmpty().Max();
}
