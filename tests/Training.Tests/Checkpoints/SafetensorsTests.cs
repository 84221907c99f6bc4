using System.Buffers.Binary;
using System.Text;
using CsCheck;
using ElectraGen.Runtime;
using ElectraGen.Training.Checkpoints;

namespace Training.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        float[] weight = [1.5f, -0f, float.Epsilon, float.MaxValue, float.NaN, 3];
        string path = Write(weight, [1, -2, 3], new() { ["format"] = "pt", ["tied.é \"x\""] = "weight" });

        using SafetensorsFile file = SafetensorsFile.Open(path);
        float[] readWeight = new float[6], readScalar = new float[1];
        int[] readIds = new int[3];
        file.Read("weight", readWeight);
        file.Read("ids", readIds);
        file.Read("scalar", readScalar);

        Assert.Equal(weight, readWeight);
        Assert.Equal([1, -2, 3], readIds);
        Assert.Equal([7f], readScalar);
        Assert.Equal([2, 3], file.Entries["weight"].Tensor.Shape);
        Assert.Empty(file.Entries["scalar"].Tensor.Shape);
        Assert.Equal("weight", file.Metadata["tied.é \"x\""]);
    }

    [Fact]
    public void TensorsStartAtMultiplesOfEight()
    {
        for (int length = 0; length < 9; length++)
        {
            byte[] bytes = File.ReadAllBytes(Write(new float[6], [1, 2, 3], new() { ["padding"] = new string('x', length) }, $"{length}"));
            Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(bytes) % 8);
        }
    }

    [Fact]
    public void DamageIsAnsweredWithASentence()
    {
        byte[] whole = File.ReadAllBytes(Write(new float[6], [1, 2, 3], new() { ["format"] = "pt" }));
        int header = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        Gen<byte[]> flipped = Gen.Select(Gen.Int[0, header - 1], Gen.Int[0, 7]).Array[1, 4].Select(flips =>
        {
            byte[] bytes = [.. whole];
            foreach ((int index, int bit) in flips)
                bytes[index] ^= (byte)(1 << bit);
            return bytes;
        });
        Gen<byte[]> truncated = Gen.Int[0, whole.Length - 1].Select(length => whole[..length]);
        Gen<byte[]> extended = Gen.Byte.Array[1, 20].Select(more => (byte[])[.. whole, .. more]);
        Gen<byte[]> random = Gen.Byte.Array[0, 200];

        Gen.OneOf(flipped, truncated, extended, random).Sample(
            bytes =>
            {
                string path = folder.Write(Guid.NewGuid().ToString("N"), bytes);
                try
                {
                    // A flipped bit may leave a file that is whole, with other names or metadata
                    using SafetensorsFile file = SafetensorsFile.Open(path);
                    foreach (SafetensorsEntry entry in file.Entries.Values.Where(static entry => entry.Tensor.Element == Element.Float32))
                        file.Read(entry.Tensor.Name, new float[entry.Tensor.Count]);
                    return bytes.Length == whole.Length;
                }
                catch (ElectraGenException exception)
                {
                    return exception.Message.Contains(path, StringComparison.Ordinal) && exception.Message.EndsWith('.');
                }
                finally
                {
                    File.Delete(path);
                }
            },
            iter: 2000, threads: 1);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "places")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "places a at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "8 are there")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "4 are there")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", 8, "8 bytes where its shape has 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,4]}}""", 4, "not the JSON")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", 8, "type F64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "both offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"shape":[1]}}""", 4, "twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, "twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "not the JSON")]
    [InlineData("""[]""", 0, "not the JSON")]
    [InlineData("""{} {}""", 0, "not the JSON")]
    [InlineData("""{""", 0, "not the JSON")]
    public void HeaderThatCannotBeTrueIsRefused(string header, int dataBytes, string reason)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        string path = folder.Write("crafted", [.. BitConverter.GetBytes((long)text.Length), .. text, .. new byte[dataBytes]]);

        Assert.Contains(reason, Assert.Throws<ElectraGenException>(() => SafetensorsFile.Open(path)).Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(100_000_001)]
    [InlineData(long.MaxValue)]
    public void OversizedHeaderIsRefused(long length)
    {
        string path = folder.Write("oversized", [.. BitConverter.GetBytes(length), .. new byte[64]]);

        Assert.Contains($"{length} bytes", Assert.Throws<ElectraGenException>(() => SafetensorsFile.Open(path)).Message);
    }

    [Fact]
    public void TensorOfAnotherSizeIsOfAnotherModel()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Write(new float[6], [1, 2, 3], []));

        Assert.Contains("another model", Assert.Throws<ElectraGenException>(() => file.Read("weight", new float[5])).Message);
        Assert.Contains("another model", Assert.Throws<ElectraGenException>(() => file.Read("ids", new float[3])).Message);
        Assert.Contains("no tensor bias", Assert.Throws<ElectraGenException>(() => file.Read("bias", new float[3])).Message);
    }

    private string Write(float[] weight, int[] ids, Dictionary<string, string> metadata, string name = "file")
    {
        string path = folder[name + ".safetensors"];
        using SafetensorsWriter writer = new(
            path,
            [new("weight", Element.Float32, [2, 3]), new("ids", Element.Int32, [3]), new("scalar", Element.Float32, [])],
            metadata);
        writer.Append(weight);
        writer.Append(ids);
        writer.Append([7f]);
        writer.Complete();
        return path;
    }
}
