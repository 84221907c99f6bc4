using System.Numerics;
using System.Runtime.InteropServices;
using ElectraGen.Runtime.Host.Threads;

namespace ElectraGen.Runtime.Host.Fast.Vectors;

/// <summary>Dropout of runs of elements; the draws are those of the judge's.</summary>
internal readonly struct DropoutVectors(StepScalars scalars, uint threshold, float scale, uint site)
{
    private const int ElementsOfDraw = 4;

    /// <summary>Whether anything is dropped at all.</summary>
    public bool IsEnabled => scalars.DropoutEnabled != 0;

    /// <summary>What a kept element is multiplied by.</summary>
    public float Scale => IsEnabled ? scale : 1;

    /// <summary>Floats of memory that <see cref="Draw(int, int, int, Span{float})"/> takes for so many elements, wherever they begin.</summary>
    public static int MemoryFor(int count) => PhiloxVectors.WholeDraws(ElementsOfDraw - 1 + count);

    /// <summary>The words of consecutive elements of a sequence, in the thread's memory; they are for <see cref="Keep"/>.</summary>
    public ReadOnlySpan<uint> Draw(int sequence, int firstElement, int count, ThreadMemory memory) =>
        IsEnabled ? Draw(sequence, firstElement, count, memory.Take(MemoryFor(count))) : [];

    /// <summary>The same in some memory.</summary>
    public ReadOnlySpan<uint> Draw(int sequence, int firstElement, int count, Span<float> memory)
    {
        if (!IsEnabled)
            return [];
        (int block, int skipped) = Math.DivRem(firstElement, ElementsOfDraw);
        Span<uint> words = MemoryMarshal.Cast<float, uint>(memory[..PhiloxVectors.WholeDraws(skipped + count)]);
        PhiloxVectors.Draw(scalars.Seed, site, (uint)block, scalars.FirstSequence + (uint)sequence, scalars.Step, 0, words);
        return words.Slice(skipped, count);
    }

    /// <summary>output = factor · scale · input where an element is kept, else 0; in place.</summary>
    public void Keep(ReadOnlySpan<uint> words, float factor, ReadOnlySpan<float> input, Span<float> output)
    {
        if (!IsEnabled)
        {
            VectorMap.Apply(new Scaled(factor), input, output);
            return;
        }

        ReadOnlySpan<Vector<float>> inputs = MemoryMarshal.Cast<float, Vector<float>>(input);
        ReadOnlySpan<Vector<uint>> draws = MemoryMarshal.Cast<uint, Vector<uint>>(words);
        Span<Vector<float>> outputs = MemoryMarshal.Cast<float, Vector<float>>(output);
        Vector<uint> thresholds = new(threshold);
        float kept = factor * scale;
        for (int index = 0; index < inputs.Length; index++)
        {
            Vector<int> isKept = Vector.AsVectorInt32(Vector.GreaterThanOrEqual(draws[index], thresholds));
            outputs[index] = Vector.ConditionalSelect(isKept, kept * inputs[index], Vector<float>.Zero);
        }

        for (int index = inputs.Length * Vector<float>.Count; index < input.Length; index++)
            output[index] = words[index] >= threshold ? kept * input[index] : 0;
    }
}
