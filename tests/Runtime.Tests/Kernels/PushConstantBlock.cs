using System.Runtime.InteropServices;

namespace Runtime.Tests.Kernels;

/// <summary>A member of a push-constant block.</summary>
/// <param name="Offset">Bytes from the block's start.</param>
/// <param name="Kind">What it holds.</param>
internal readonly record struct PushConstantMember(uint Offset, PushConstantKind Kind);

/// <summary>What a push constant holds.</summary>
internal enum PushConstantKind
{
    /// <summary>A 64-bit address.</summary>
    Address,

    /// <summary>32 bits of integer.</summary>
    Integer,

    /// <summary>32 bits of floating point.</summary>
    Float,
}

/// <summary>Reads the push-constant block that compiled SPIR-V declares (SPIR-V specification, sections 2.3 and 3).</summary>
internal static class PushConstantBlock
{
    private const int HeaderWords = 5;
    private const uint OpTypeInt = 21, OpTypeFloat = 22, OpTypeStruct = 30, OpTypePointer = 32, OpVariable = 59, OpMemberDecorate = 72;
    private const uint PushConstantStorage = 9, PhysicalStorageBuffer = 5349, OffsetDecoration = 35;

    public static IReadOnlyList<PushConstantMember> Read(byte[] spirv)
    {
        List<uint[]> instructions = Instructions(MemoryMarshal.Cast<byte, uint>(spirv));
        uint[] variable = instructions.Single(words => Opcode(words) == OpVariable && words[3] == PushConstantStorage);
        uint structure = Definition(OpTypePointer, variable[1])[3];
        uint[] members = Definition(OpTypeStruct, structure)[2..];
        Dictionary<uint, uint> offsets = instructions
            .Where(words => Opcode(words) == OpMemberDecorate && words[1] == structure && words[3] == OffsetDecoration)
            .ToDictionary(words => words[2], words => words[4]);
        return [.. members.Select((type, member) => new PushConstantMember(offsets[(uint)member], KindOf(type)))];

        uint[] Definition(uint opcode, uint result) => instructions.Single(words => Opcode(words) == opcode && words[1] == result);

        PushConstantKind KindOf(uint type)
        {
            uint[] definition = instructions.Single(
                words => Opcode(words) is OpTypeInt or OpTypeFloat or OpTypePointer && words[1] == type);
            return Opcode(definition) switch
            {
                OpTypeInt => PushConstantKind.Integer,
                OpTypeFloat => PushConstantKind.Float,
                _ when definition[2] == PhysicalStorageBuffer => PushConstantKind.Address,
                _ => throw new InvalidDataException("A member is neither a number nor an address."),
            };
        }
    }

    private static List<uint[]> Instructions(ReadOnlySpan<uint> words)
    {
        List<uint[]> instructions = [];
        for (int start = HeaderWords; start < words.Length;)
        {
            int length = (int)(words[start] >> 16);
            instructions.Add(words.Slice(start, length).ToArray());
            start += length;
        }
        return instructions;
    }

    private static uint Opcode(uint[] words) => words[0] & 0xffff;
}
