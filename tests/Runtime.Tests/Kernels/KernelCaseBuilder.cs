using ElectraGen.Runtime;

namespace Runtime.Tests.Kernels;

/// <summary>Places slots and fills them: inputs with random contents, outputs with what no kernel writes.</summary>
internal sealed class KernelCaseBuilder
{
    private const int UnwrittenInteger = int.MinValue;
    private readonly List<SlotContents> inputs = [];
    private readonly List<Slot> outputs = [];

    public KernelCaseBuilder(Random random, int batch)
    {
        Random = random;
        Layout = new SlotLayout(batch);
        Scalars = new StepScalars
        {
            Seed = (uint)random.NextInt64(1L << 32),
            Step = (uint)random.Next(1_000_000),
            FirstSequence = (uint)random.Next(1000),
            DropoutEnabled = 1,
            LearningRate = (float)(random.NextDouble() * 1e-2),
        };
    }

    public Random Random { get; }

    public SlotLayout Layout { get; }

    public StepScalars Scalars { get; set; }

    public int Batch => Layout.Batch;

    /// <summary>(rows a sequence, columns) of normal numbers.</summary>
    public Slot Normal(int rows, int columns, double scale = 1) => Fill(Layout.PerSequence(rows, columns), () => scale * Random.NextNormal());

    /// <summary>(rows a sequence, columns) of numbers by index.</summary>
    public Slot Numbers(int rows, int columns, Func<int, double> at)
    {
        int index = 0;
        return Fill(Layout.PerSequence(rows, columns), () => at(index++));
    }

    /// <summary>(rows, columns) of normal numbers in the fixed segment.</summary>
    public Slot FixedNormal(int rows, int columns) => Fill(Layout.Fixed(rows, columns), Random.NextNormal);

    /// <summary>The given numbers in the fixed segment, as one row.</summary>
    public Slot FixedNumbers(params double[] numbers)
    {
        int index = 0;
        return Fill(Layout.Fixed(1, numbers.Length), () => numbers[index++]);
    }

    /// <summary>(rows a sequence, 1) of integers by index over the whole batch.</summary>
    public Slot Integers(int rows, Func<int, int> at, int columns = 1)
    {
        Slot slot = Layout.IntegersPerSequence(rows, columns);
        return Place(new SlotContents(slot, [.. Enumerable.Range(0, (int)slot.CountAt(Batch)).Select(at)]));
    }

    /// <summary>(rows, columns) of integers that are written once.</summary>
    public Slot ConstantIntegers(int rows, int columns, int[] integers) =>
        Place(new SlotContents(Layout.ConstantIntegers(rows, columns), integers));

    /// <summary>A parameter of normal numbers around <paramref name="mean"/>, with a normal gradient.</summary>
    public Parameter Parameter(int rows, int columns, double mean = 0)
    {
        Parameter parameter = Layout.Parameter(rows, columns);
        Fill(parameter.Value, () => mean + Random.NextNormal());
        Fill(parameter.Gradient, Random.NextNormal);
        return parameter;
    }

    /// <summary>Fills a slot that lies anywhere.</summary>
    public Slot Fill(Slot slot, Func<double> next)
    {
        float[] numbers = new float[slot.CountAt(Batch)];
        for (int index = 0; index < numbers.Length; index++)
            numbers[index] = (float)next();
        return Place(new SlotContents(slot, numbers));
    }

    /// <summary>(rows a sequence, columns) that the kernel has to write.</summary>
    public Slot Output(int rows, int columns) => Unwritten(Layout.PerSequence(rows, columns));

    /// <summary>(rows, columns) in the fixed segment that the kernel has to write.</summary>
    public Slot FixedOutput(int rows, int columns) => Unwritten(Layout.Fixed(rows, columns));

    /// <summary>(rows a sequence, columns) of integers that the kernel has to write.</summary>
    public Slot IntegerOutput(int rows, int columns = 1) => Unwritten(Layout.IntegersPerSequence(rows, columns));

    /// <summary>An input that the kernel changes.</summary>
    public Slot Changed(Slot input)
    {
        outputs.Add(input);
        return input;
    }

    /// <summary>A parameter whose gradient the kernel changes.</summary>
    public Parameter GradientChanged(Parameter parameter)
    {
        outputs.Add(parameter.Gradient);
        return parameter;
    }

    /// <summary>What a slot was filled with.</summary>
    public SlotContents ContentsOf(Slot slot) => inputs.Single(input => input.Slot == slot);

    /// <summary>The case with these calls.</summary>
    public KernelCase Build(Action<IRecorder> pass) => new(Layout, Scalars, inputs, outputs, pass);

    private Slot Unwritten(Slot slot)
    {
        long count = slot.CountAt(Batch);
        Place(slot.Element == Element.Int32
            ? new SlotContents(slot, [.. Enumerable.Repeat(UnwrittenInteger, (int)count)])
            : new SlotContents(slot, [.. Enumerable.Repeat(float.NaN, (int)count)]));
        outputs.Add(slot);
        return slot;
    }

    private Slot Place(SlotContents contents)
    {
        inputs.Add(contents);
        return contents.Slot;
    }
}
